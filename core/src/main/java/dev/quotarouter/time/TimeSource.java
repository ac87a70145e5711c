package dev.quotarouter.time;

import java.time.Instant;

/**
 * Where the router reads the time. Nothing else in the router reads a clock.
 *
 * <p>Two clocks, as they answer different questions: {@link #now()} says when a day ends, {@link #nanoTime()} how long
 * something took. Implementations are thread-safe.
 */
public interface TimeSource {
    /** {@return the time of day} */
    Instant now();

    /** {@return nanoseconds since an arbitrary origin; only the difference of two readings means anything} */
    long nanoTime();

    /** {@return {@link #now()} in milliseconds since 1970-01-01T00:00Z, without an object} */
    default long epochMillis() {
        return now().toEpochMilli();
    }

    /** {@return the machine's clocks} */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
