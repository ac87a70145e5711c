package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.dispatch.HealthChecks.Target;
import dev.quotarouter.internal.name.NamePattern;
import dev.quotarouter.provider.ApiKey;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What background checks look after: each key and model once, whatever names it stands under. Has no state. */
final class HealthTargets {
    private HealthTargets() {}

    private record Line(String model, ApiKey key, Optional<URI> baseUrl) {}

    /** {@return the targets of the deployments; of wildcards nobody knows which models will be asked for} */
    static List<Target> of(RouterConfig config, List<Deployment> deployments, SlotMaker slots) {
        Map<Line, Set<Slot>> lines = new LinkedHashMap<>();
        Map<Line, Duration> timeouts = new LinkedHashMap<>();
        for (Deployment deployment : deployments) {
            Line line = new Line(deployment.model(), deployment.apiKey(), deployment.baseUrl());
            if (deployment.healthCheck() && !NamePattern.isPattern(deployment.modelGroup())) {
                lines.computeIfAbsent(line, fresh -> new LinkedHashSet<>()).add(slots.slot(deployment));
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
