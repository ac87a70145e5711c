package dev.quotarouter.cli.batch;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds things in a router's status. */
final class Pools {
    private Pools() {}

    /** {@return the ids of the pools that can serve one of the models, now or after some clock} */
    static Set<String> of(RouterStatus status, Collection<String> models) {
        Set<String> deployments = models.stream()
                .flatMap(model -> status.models().getOrDefault(model, List.of()).stream())
                .collect(Collectors.toSet());
        return status.deployments().stream()
                .filter(one -> deployments.contains(one.id()) && canServe(one, status.at()))
                .map(DeploymentStatus::pool)
                .collect(Collectors.toSet());
    }

    static Optional<WindowUsage> window(PoolStatus pool, QuotaDimension dimension, QuotaSpan span) {
        return pool.windows().stream()
                .filter(window -> window.dimension() == dimension && window.span() == span)
                .findFirst();
    }

    private static boolean canServe(DeploymentStatus one, Instant now) {
        return one.availability() == Availability.AVAILABLE
                || Room.passesByItself(one.availability(), one.until(), now);
    }
}
