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
        int best = 0;
        double bestSlack = candidates.daySlack(0);
        int ties = 1;
        for (int row = 1; row < candidates.size(); row++) {
            double slack = candidates.daySlack(row);
            int order = Double.compare(bestSlack, slack);
            if (order == 0) {
                order = compareUse(candidates, row, best);
            }
            if (order < 0) {
                best = row;
                bestSlack = slack;
                ties = 1;
            } else if (order == 0) {
                // The k-th of equals replaces the choice with probability 1/k: in the end every one is as likely.
                ties++;
                best = random.nextInt(ties) == 0 ? row : best;
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
        if (byMinute != 0) {
            return byMinute;
        }
        // Between equal shares, and where no limit is known: what was asked less.
        int byRequests = Long.compare(candidates.requestsThisMinute(row), candidates.requestsThisMinute(other));
        return byRequests != 0
                ? byRequests
                : Long.compare(candidates.requestsToday(row), candidates.requestsToday(other));
    }
}
