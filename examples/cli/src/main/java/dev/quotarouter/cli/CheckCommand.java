package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.config.RouterConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quotarouter check}: what a configuration means, or what is wrong with it. */
@Command(
        name = "check",
        description = "Shows what a configuration means, what has no effect, and every mistake; it calls nobody.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The configuration; that of -c unless given.")
    private Optional<Path> file = Optional.empty();

    CheckCommand(Function<String, Optional<String>> environment) {
        options = new RouterOptions(environment);
    }

    @Override
    public Integer call() {
        Path checked = file.orElse(options.file());
        RouterConfig config = options.read(checked);
        // Made, not only read: some mistakes show only when everything is put together.
        try (QuotaRouter router =
                QuotaRouter.builder().config(config).usageInMemory().build()) {
            if (options.model().isPresent()) {
                options.modelOf(router);
            }
            print(checked, config.aliases(), router.status());
            return Endings.SUCCESS;
        }
    }

    private void print(Path checked, Map<String, List<String>> aliases, RouterStatus status) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(checked + ": " + status.deployments().size() + " deployments, "
                + status.pools().size() + " quota pools");
        heading(out, "Model groups");
        status.models().forEach((name, deployments) -> {
            if (!aliases.containsKey(name)) {
                out.println(name + ": " + String.join(", ", deployments));
            }
        });
        if (!aliases.isEmpty()) {
            heading(out, "Aliases");
            aliases.forEach((alias, groups) -> out.println(alias + " = " + String.join(", ", groups)));
        }
        heading(out, "Deployments");
        StatusTables.deployments(status, one -> true).lines().forEach(out::println);
        heading(out, "Quota pools (used/limit)");
        StatusTables.pools(status, pool -> true).lines().forEach(out::println);
        if (!status.notices().isEmpty()) {
            heading(out, "No effect");
            status.notices().forEach(out::println);
        }
        out.flush();
    }

    private static void heading(PrintWriter out, String words) {
        out.println();
        out.println(words);
    }
}
