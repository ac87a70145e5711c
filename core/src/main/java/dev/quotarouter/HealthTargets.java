package dev.quotarouter;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.dispatch.HealthChecks.Target;
import dev.quotarouter.provider.ApiKey;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What background checks look after: each key and model once, whatever names it stands under. Has no state. */
final class HealthTargets {
    private HealthTargets() {}

    private record Line(String model, ApiKey key, Optional<URI> baseUrl) {}

    /**
     * {@return the targets of a configuration}
     *
     * @param slots the slot of each deployment
     */
    static List<Target> of(RouterConfig config, Function<Deployment, Optional<Slot>> slots) {
        Map<Line, Set<Slot>> lines = new LinkedHashMap<>();
        Map<Line, Duration> timeouts = new LinkedHashMap<>();
        for (Deployment deployment : config.deployments()) {
            Line line = new Line(deployment.model(), deployment.apiKey(), deployment.baseUrl());
            Optional<Slot> slot = slots.apply(deployment);
            if (deployment.healthCheck() && slot.isPresent()) {
                lines.computeIfAbsent(line, fresh -> new LinkedHashSet<>()).add(slot.get());
                deployment.healthCheckTimeout().ifPresent(timeout -> timeouts.putIfAbsent(line, timeout));
            }
        }
        return lines.entrySet().stream()
                .map(entry -> new Target(
                        List.copyOf(entry.getValue()),
                        timeouts.getOrDefault(
                                entry.getKey(), config.healthChecks().timeout())))
                .toList();
    }
}
