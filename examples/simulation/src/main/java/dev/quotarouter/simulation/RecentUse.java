package dev.quotarouter.simulation;

import java.util.Arrays;

/** What was used within the last 60 seconds: a use at {@code t} counts in {@code [t, t + 60 s)}. Not thread-safe. */
final class RecentUse {
    private static final long SPAN_MILLIS = 60_000;

    private long[] instants = new long[16];
    private long[] tokens = new long[16];
    private int oldest;
    private int size;
    private long tokenSum;

    void add(long now, long used) {
        forgetUntil(now);
        if (size == instants.length) {
            grow();
        }
        int at = (oldest + size) % instants.length;
        instants[at] = now;
        tokens[at] = used;
        size++;
        tokenSum += used;
    }

    long calls(long now) {
        forgetUntil(now);
        return size;
    }

    long tokens(long now) {
        forgetUntil(now);
        return tokenSum;
    }

    private void forgetUntil(long now) {
        while (size > 0 && instants[oldest] + SPAN_MILLIS <= now) {
            tokenSum -= tokens[oldest];
            oldest = (oldest + 1) % instants.length;
            size--;
        }
    }

    private void grow() {
        instants = unrolled(instants);
        tokens = unrolled(tokens);
        oldest = 0;
    }

    private long[] unrolled(long[] ring) {
        long[] longer = Arrays.copyOfRange(ring, oldest, oldest + 2 * ring.length);
        System.arraycopy(ring, 0, longer, ring.length - oldest, oldest);
        return longer;
    }
}
