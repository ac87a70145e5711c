package dev.quotarouter.routing;

import java.util.random.RandomGenerator;

/**
 * The deployment that has lately been the fastest; between equals the least used, then chance.
 *
 * <p>A deployment of which nothing is known goes first, with one call at a time until that one has told: so each is tried, and
 * none is flooded unknown.
 */
public final class LatencyBasedRouting implements RoutingStrategy {
    private static final double TO_BE_TRIED = -1;

    private final double buffer;

    /** Prefers the very fastest. */
    public LatencyBasedRouting() {
        this(0);
    }

    /**
     * Treats those alike that are nearly as fast as the fastest.
     *
     * @param buffer by which share of the fastest's latency another may be slower: 0.2 for a fifth
     * @throws IllegalArgumentException if it is negative or not a number
     */
    public LatencyBasedRouting(double buffer) {
        if (!(buffer >= 0)) {
            throw new IllegalArgumentException("the latency buffer must be zero or more, not " + buffer);
        }
        this.buffer = buffer;
    }

    @Override
    public int choose(Candidates candidates, RandomGenerator random) {
        return Ranking.least(candidates, random, LatencyBasedRouting::latency, buffer);
    }

    private static double latency(Candidates candidates, int row) {
        double known = candidates.latency(row);
        if (!Double.isNaN(known)) {
            return known;
        }
        return candidates.inFlight(row) == 0 ? TO_BE_TRIED : Double.POSITIVE_INFINITY;
    }
}
