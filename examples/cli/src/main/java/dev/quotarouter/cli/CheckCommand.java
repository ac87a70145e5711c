package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.config.ConfigNotice;
import dev.quotarouter.config.MigrationReport;
import dev.quotarouter.config.MigrationVerdict;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.ConfigException;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quotarouter check}: what a configuration means, and what becomes of each of its settings. */
@Command(
        name = "check",
        description =
                "Shows what a configuration means, and of each setting whether it works here as in LiteLLM, works here and"
                        + " never did there, has no effect, or is a mistake; it calls nobody.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The configuration; that of -c unless given.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--json", description = "Prints the settings as JSON.")
    private boolean json;

    CheckCommand(Function<String, Optional<String>> environment) {
        options = new RouterOptions(environment);
    }

    @Override
    public Integer call() {
        Path checked = file.orElse(options.file());
        MigrationReport report = options.examine(checked);
        if (report.config().isEmpty()) {
            print(report);
            return Endings.WRONG_USE;
        }
        RouterConfig config = report.config().get();
        // Made, not only read: some mistakes show only when everything is put together.
        try (QuotaRouter router =
                QuotaRouter.builder().config(config).usageInMemory().build()) {
            if (options.model().isPresent()) {
                options.modelOf(router);
            }
            RouterStatus status = router.status();
            if (!json) {
                print(checked, config.aliases(), status);
            }
            List<ConfigNotice> late = status.notices().stream()
                    .filter(notice -> !config.notices().contains(notice))
                    .toList();
            print(report.withNotices(late));
            return Endings.SUCCESS;
        } catch (ConfigException e) {
            print(report.withMistakes(e.problems()));
            return Endings.WRONG_USE;
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
        out.println();
        out.flush();
    }

    private void print(MigrationReport report) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            out.println(MigrationJson.of(report));
        } else {
            MigrationLines.of(report).forEach(out::println);
            report.of(MigrationVerdict.MISTAKE)
                    .forEach(mistake -> err.println(Endings.oneLine(MigrationLines.line(mistake))));
        }
        out.flush();
        err.flush();
    }

    private static void heading(PrintWriter out, String words) {
        out.println();
        out.println(words);
    }
}
