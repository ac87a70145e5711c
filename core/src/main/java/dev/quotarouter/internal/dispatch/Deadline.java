package dev.quotarouter.internal.dispatch;

import dev.quotarouter.time.TimeSource;
import java.time.Duration;

/** Until when a request may take, by the clock that counts nanoseconds. Not thread-safe. */
final class Deadline {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TimeSource time;
    private Duration whole;
    private long nanos;

    Deadline(TimeSource time, Duration whole, long nanos) {
        this.time = time;
        this.whole = whole;
        startAgain(nanos);
    }

    /** The time that has passed does not count. */
    void startAgain(long from) {
        nanos = from + whole.toNanos();
    }

    /** There is more to do than was known. It never comes earlier. */
    void extendTo(Duration longer) {
        if (longer.compareTo(whole) > 0) {
            nanos += longer.minus(whole).toNanos();
            whole = longer;
        }
    }

    long nanos() {
        return nanos;
    }

    /** {@return how much is left, in nanoseconds; not more than zero once it has passed} */
    long left(long present) {
        return nanos - present;
    }

    /** {@return when it comes by the clock that says now} Rounded up: when it has come by this clock, it has. */
    long at(long now) {
        return now + Math.max(0, (left(time.nanoTime()) + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }
}
