package dev.quotarouter.cli;

import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.gateway.GatewaySettings;
import dev.quotarouter.gateway.ServeOptions;
import dev.quotarouter.gateway.Service;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code quotarouter serve}: the router behind HTTP, for clients in other languages. */
@Command(
        name = "serve",
        description = "Serves OpenAI's chat completions through the router, until it is asked to stop.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    @Mixin
    private final ServeOptions serving = new ServeOptions();

    ServeCommand(Function<String, Optional<String>> environment) {
        options = new RouterOptions(environment);
    }

    @Override
    public Integer call() {
        RouterConfig config = options.readWithMasterKey();
        new Service(config, settings(config), spec.commandLine().getErr()).run();
        return Endings.SUCCESS;
    }

    private GatewaySettings settings(RouterConfig config) {
        try {
            return serving.settings(config.masterKey());
        } catch (IllegalArgumentException mistake) {
            throw options.wrongUse(String.valueOf(mistake.getMessage()));
        }
    }
}
