package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Deployments that the model of LiteLLM chooses among. Not thread-safe. */
final class ModelledGroup {
    private final List<ModelledDeployment> deployments;
    private final TimeSource time;
    private final RandomGenerator chance;

    ModelledGroup(List<ModelledDeployment> deployments, TimeSource time, RandomGenerator chance) {
        this.deployments = List.copyOf(deployments);
        this.time = time;
        this.chance = chance;
    }

    /** {@return of those that may be called the one with the fewest tokens counted in this minute, by lot among equals} */
    Optional<ModelledDeployment> choose(long promptTokens) {
        long now = time.epochMillis();
        List<ModelledDeployment> lowest = new ArrayList<>();
        long fewest = Long.MAX_VALUE;
        for (ModelledDeployment deployment : deployments) {
            if (deployment.takes(promptTokens, now)) {
                long tokens = deployment.tokens(now);
                if (tokens < fewest) {
                    lowest.clear();
                    fewest = tokens;
                }
                if (tokens == fewest) {
                    lowest.add(deployment);
                }
            }
        }
        return lowest.isEmpty() ? Optional.empty() : Optional.of(lowest.get(chance.nextInt(lowest.size())));
    }
}
