package dev.quotarouter.internal.admission;

import java.util.concurrent.atomic.AtomicLong;

/** How many tokens the replies of a model lately had, thoughts included, in the mean. Thread-safe, lock-free. */
final class OutputMean {
    // A page of text, until replies have told.
    private static final double FIRST_GUESS = 1_000;
    private static final double NEWEST = 0.1;

    private final AtomicLong meanBits = new AtomicLong(Double.doubleToRawLongBits(FIRST_GUESS));

    /** {@return the mean} */
    long tokens() {
        return Math.round(Double.longBitsToDouble(meanBits.get()));
    }

    /** Takes note of a reply; one that nobody counted tells nothing. */
    void learn(long tokens) {
        if (tokens > 0) {
            meanBits.getAndUpdate(bits -> {
                double mean = Double.longBitsToDouble(bits);
                return Double.doubleToRawLongBits(mean + NEWEST * (tokens - mean));
            });
        }
    }
}
