package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quotarouter unblock}: lets a key or project be used again that the provider had rejected. */
@Command(
        name = "unblock",
        description = "Lets a key or a project be used again that the provider had rejected; it calls nobody.",
        mixinStandardHelpOptions = true)
final class UnblockCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    @Parameters(paramLabel = "NAME", description = "What status calls the key or the project.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    UnblockCommand(Function<String, Optional<String>> environment) {
        options = new RouterOptions(environment);
    }

    @Override
    public Integer call() {
        if (options.read(options.file()).usageFile().isEmpty()) {
            throw options.wrongUse("the configuration has no usage_store: no block is remembered");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (QuotaRouter router = options.open()) {
            boolean wasBlocked = router.unblock(name);
            out.println(Endings.oneLine(name) + (wasBlocked ? " may be used again" : " is not blocked"));
            out.flush();
            return wasBlocked ? Endings.SUCCESS : Endings.FAILURE;
        }
    }
}
