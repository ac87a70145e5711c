package dev.quotarouter.simulation;

import dev.quotarouter.simulator.GeminiBooks.Ruling;

/** How the use of a pool runs over the hours of the day, all days laid upon each other. Not thread-safe. */
final class PoolCurve {
    private static final int HOURS = 24;

    private final long[] calls = new long[HOURS];
    private final long[] refused = new long[HOURS];
    private final long[] mostInMinute = new long[HOURS];
    private final long[] mostTokensInMinute = new long[HOURS];
    private final long[] mostOfDay = new long[HOURS];

    void called(SimulatedInstant now, RecentUse recent, long callsToday, Ruling ruling) {
        int hour = now.hour();
        calls[hour]++;
        mostInMinute[hour] = Math.max(mostInMinute[hour], recent.calls(now.millis()));
        mostTokensInMinute[hour] = Math.max(mostTokensInMinute[hour], recent.tokens(now.millis()));
        mostOfDay[hour] = Math.max(mostOfDay[hour], callsToday);
        if (ruling instanceof Ruling.Refused) {
            refused[hour]++;
        }
    }

    /** {@return the calls of each hour, over all days} */
    long[] calls() {
        return calls.clone();
    }

    /** {@return the calls of each hour that were refused for quota} */
    long[] refused() {
        return refused.clone();
    }

    /** {@return the most calls in any 60 seconds that ended in each hour} */
    long[] mostInMinute() {
        return mostInMinute.clone();
    }

    /** {@return the most input tokens in any 60 seconds that ended in each hour} */
    long[] mostTokensInMinute() {
        return mostTokensInMinute.clone();
    }

    /** {@return the most calls of one day by the end of each hour; 0 in an hour without a call} */
    long[] mostOfDay() {
        return mostOfDay.clone();
    }
}
