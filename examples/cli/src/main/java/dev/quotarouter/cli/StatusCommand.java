package dev.quotarouter.cli;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code quotarouter status}: what a router that was just made of the file knows, and what is remembered. */
@Command(
        name = "status",
        description = "Shows deployments and quotas of a router just made of the file; it calls nobody.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    StatusCommand(Function<String, Optional<String>> environment) {
        options = new RouterOptions(environment);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (QuotaRouter router = options.look()) {
            options.usage().ifPresent(out::println);
            RouterStatus status = router.status();
            Set<String> ids = deployments(router, status);
            Set<String> pools = status.deployments().stream()
                    .filter(one -> ids.contains(one.id()))
                    .map(DeploymentStatus::pool)
                    .collect(Collectors.toSet());
            StatusTables.deployments(status, one -> ids.contains(one.id()))
                    .lines()
                    .forEach(out::println);
            out.println();
            StatusTables.pools(status, pool -> pools.contains(pool.id()))
                    .lines()
                    .forEach(out::println);
            out.flush();
            return Endings.SUCCESS;
        }
    }

    private Set<String> deployments(QuotaRouter router, RouterStatus status) {
        Set<String> ids = new HashSet<>();
        if (options.model().isPresent()) {
            ids.addAll(status.models().getOrDefault(options.modelOf(router), List.of()));
        } else {
            status.deployments().forEach(one -> ids.add(one.id()));
        }
        return ids;
    }
}
