package dev.quotarouter.routing;

import java.util.random.RandomGenerator;

/**
 * The deployment with the fewest calls under way; between equals the least used, then chance.
 *
 * <p>A call counts from the moment in which it is chosen, so that a burst spreads; a stream counts until it ends.
 */
public final class LeastBusyRouting implements RoutingStrategy {
    /** Creates the strategy; it has no state. */
    public LeastBusyRouting() {}

    @Override
    public int choose(Candidates candidates, RandomGenerator random) {
        return Ranking.least(candidates, random, Candidates::inFlight);
    }
}
