package dev.quotarouter.routing;

import java.util.random.RandomGenerator;

/**
 * Chance decides, in proportion to the {@linkplain Candidates#weight weights}.
 *
 * <p>A deployment of weight 0 is chosen only where all that have room are of weight 0: then evenly.
 */
public final class SimpleShuffle implements RoutingStrategy {
    /** Creates the strategy; it has no state. */
    public SimpleShuffle() {}

    @Override
    public int choose(Candidates candidates, RandomGenerator random) {
        double sum = 0;
        for (int row = 0; row < candidates.size(); row++) {
            sum += candidates.weight(row);
        }
        if (sum <= 0) {
            return random.nextInt(candidates.size());
        }
        double left = random.nextDouble() * sum;
        int last = 0;
        for (int row = 0; row < candidates.size(); row++) {
            double weight = candidates.weight(row);
            if (weight > 0) {
                last = row;
                left -= weight;
                if (left < 0) {
                    return row;
                }
            }
        }
        return last; // What rounding left over.
    }

    @Override
    public Sampling sampling() {
        return Sampling.BY_WEIGHT;
    }
}
