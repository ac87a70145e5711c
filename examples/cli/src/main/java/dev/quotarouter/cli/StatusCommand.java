package dev.quotarouter.cli;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouteExplanation;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.chat.ChatRequest;
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
            // First: what a wildcard catches is in the status from then on.
            Optional<RouteExplanation> asked =
                    options.model().map(any -> router.explain(ChatRequest.of(options.modelOf(router), "?")));
            RouterStatus status = router.status();
            Set<String> ids = deployments(asked, status);
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

    private static Set<String> deployments(Optional<RouteExplanation> asked, RouterStatus status) {
        Set<String> ids = new HashSet<>();
        if (asked.isPresent()) {
            String name = asked.get().model();
            List<String> listed = status.models().get(name);
            if (listed != null) {
                ids.addAll(listed);
            } else {
                asked.get().deployments().forEach(one -> ids.add(one.deployment()));
            }
        } else {
            status.deployments().forEach(one -> ids.add(one.id()));
        }
        return ids;
    }
}
