package dev.quotarouter.simulation;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.gemini.GeminiProvider;
import java.util.List;

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
        try (GeminiProvider provider = GeminiProvider.create()) {
            return Enlargement.deployments(world.config(), world.model()).stream()
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
