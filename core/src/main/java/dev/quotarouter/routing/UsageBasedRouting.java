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
        int ties = 1;
        for (int i = 1; i < candidates.size(); i++) {
            int order = compare(candidates.get(i), candidates.get(best));
            if (order < 0) {
                best = i;
                ties = 1;
            } else if (order == 0) {
                // The k-th of equals replaces the choice with probability 1/k: every one is as likely in the end.
                ties++;
                if (random.nextInt(ties) == 0) {
                    best = i;
                }
            }
        }
        return best;
    }

    private static int compare(Candidate a, Candidate b) {
        int byDay = Double.compare(b.daySlack(), a.daySlack());
        if (byDay != 0) {
            return byDay;
        }
        int byMinute = Double.compare(a.minuteUtilization(), b.minuteUtilization());
        if (byMinute != 0) {
            return byMinute;
        }
        // Where no limit is known, and between equal shares: what was used less.
        int byRequests = Long.compare(a.requestsThisMinute(), b.requestsThisMinute());
        return byRequests != 0 ? byRequests : Long.compare(a.requestsToday(), b.requestsToday());
    }
}
