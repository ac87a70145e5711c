package dev.quotarouter.simulation;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.gemini.GeminiProvider;
import java.util.List;
import java.util.Set;

/** What the quotas can carry. Has no state. */
final class Capacity {
    private Capacity() {}

    /** {@return how many requests for the world's model its pools carry in a day of 24 hours, before anything happens} */
    static double requestsPerDay(World world) {
        double meanTokens = world.traffic().tokens().mean();
        double sum = pools(world).stream()
                .mapToDouble(pool -> pool.requestsPerDay(meanTokens))
                .sum();
        if (Double.isInfinite(sum)) {
            throw new IllegalArgumentException(
                    "there is a model without any limit: no load is a multiple of that; write its rpm or rpd");
        }
        return sum;
    }

    /** {@return the pools that can be asked for the world's model} */
    static List<TruePool> pools(World world) {
        Set<String> groups = Set.copyOf(world.config().aliases().getOrDefault(world.model(), List.of(world.model())));
        try (GeminiProvider provider = GeminiProvider.create()) {
            return world.config().deployments().stream()
                    .filter(deployment -> groups.contains(deployment.modelGroup()))
                    .map(deployment -> pool(world, deployment, provider))
                    .distinct()
                    .toList();
        }
    }

    private static TruePool pool(World world, Deployment deployment, GeminiProvider provider) {
        return world.truth()
                .pool(
                        deployment.apiKey().name(),
                        provider.profile(deployment.providerModel()).baseModel());
    }
}
