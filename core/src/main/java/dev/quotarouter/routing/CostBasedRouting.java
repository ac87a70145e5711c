package dev.quotarouter.routing;

import java.util.random.RandomGenerator;

/**
 * The deployment where the request is expected to cost least; between equals the least used, then chance.
 *
 * <p>One whose price is not known goes last.
 */
public final class CostBasedRouting implements RoutingStrategy {
    /** Creates the strategy; it has no state. */
    public CostBasedRouting() {}

    @Override
    public int choose(Candidates candidates, RandomGenerator random) {
        return Ranking.least(candidates, random, Candidates::cost);
    }

    /** {@return {@link Sampling#NONE}: the cheapest is sought among all} */
    @Override
    public Sampling sampling() {
        return Sampling.NONE;
    }
}
