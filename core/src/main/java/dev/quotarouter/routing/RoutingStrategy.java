package dev.quotarouter.routing;

import java.util.random.RandomGenerator;

/**
 * Says which of several deployments, all with room, shall be asked first.
 *
 * <p>A strategy sees values and returns a position: it cannot reserve, wait or call. Implementations are thread-safe and
 * never block.
 */
@FunctionalInterface
public interface RoutingStrategy {
    /**
     * Chooses.
     *
     * <p>When another request takes the chosen one's last room first, the strategy is asked again with the rest.
     *
     * @param candidates who could serve; not to be kept
     * @param random the router's source of chance
     * @return the position of the choice, 0 to {@code candidates.size() - 1}; anything else is read as 0
     */
    int choose(Candidates candidates, RandomGenerator random);

    /** {@return what the strategy sees of a group that is too large to be compared for each request} Asked once. */
    default Sampling sampling() {
        return Sampling.EVEN;
    }
}
