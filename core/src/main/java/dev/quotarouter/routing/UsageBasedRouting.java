package dev.quotarouter.routing;

import java.util.random.RandomGenerator;

/**
 * The largest day slack first, then the least used minute, then the fewest requests; ties at random.
 *
 * <p>Capacity of a minute perishes, capacity of a day keeps: so what is spent first is what the day cannot bind. Where the
 * day binds nowhere this is plain "least used".
 */
public final class UsageBasedRouting implements RoutingStrategy {
    /** Creates the strategy; it has no state. */
    public UsageBasedRouting() {}

    @Override
    public int choose(Candidates candidates, RandomGenerator random) {
        int size = candidates.size();
        // Whoever is first of equals is taken, and anyone may be the first: one draw, however many are equal.
        int best = random.nextInt(size);
        double bestSlack = candidates.daySlack(best);
        double bestUse = candidates.minuteUtilization(best);
        int row = best;
        for (int i = 1; i < size; i++) {
            row = row + 1 == size ? 0 : row + 1;
            double slack = candidates.daySlack(row);
            double use = candidates.minuteUtilization(row);
            boolean better = slack > bestSlack
                    || (slack == bestSlack
                            && (use < bestUse || (use == bestUse && compareRequests(candidates, row, best) < 0)));
            if (better) {
                best = row;
                bestSlack = slack;
                bestUse = use;
            }
        }
        return best;
    }

    /** Orders two rows as this strategy does: negative if the first goes before the other, zero if chance may decide. */
    static int compare(Candidates candidates, int row, int other) {
        int bySlack = Double.compare(candidates.daySlack(other), candidates.daySlack(row));
        return bySlack != 0 ? bySlack : compareUse(candidates, row, other);
    }

    private static int compareUse(Candidates candidates, int row, int other) {
        int byMinute = Double.compare(candidates.minuteUtilization(row), candidates.minuteUtilization(other));
        return byMinute != 0 ? byMinute : compareRequests(candidates, row, other);
    }

    // Between equal shares, and where no limit is known: what was asked less.
    private static int compareRequests(Candidates candidates, int row, int other) {
        int byMinute = Long.compare(candidates.requestsThisMinute(row), candidates.requestsThisMinute(other));
        return byMinute != 0 ? byMinute : Long.compare(candidates.requestsToday(row), candidates.requestsToday(other));
    }
}
