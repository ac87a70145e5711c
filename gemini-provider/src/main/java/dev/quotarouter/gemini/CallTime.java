package dev.quotarouter.gemini;

import java.time.Duration;

/**
 * How long a call may take as a whole, how long until its reply begins, and how long it may be silent. One thread says what the
 * call is about, others ask: each time is one volatile number of nanoseconds, counted from the start of the call.
 */
final class CallTime {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final long startedAt;
    private final long whole;
    // As long as the whole while they are no matter.
    private volatile long untilBegun;
    private volatile long untilHeard;

    /**
     * A call that starts now.
     *
     * @param whole how long it may take
     * @param now the nanoseconds of now
     */
    CallTime(Duration whole, long now) {
        this.startedAt = now;
        this.whole = nanos(whole);
        this.untilBegun = this.whole;
        this.untilHeard = this.whole;
    }

    /** {@return the time in nanoseconds, more than none and less than for ever} */
    static long nanos(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : Math.max(1, time.toNanos());
    }

    /** The reply has to begin within so many nanoseconds. */
    void begins(long nanos, long now) {
        untilBegun = Math.min(whole, now - startedAt + nanos);
    }

    /** It has begun. */
    void begun() {
        untilBegun = whole;
    }

    /** The next byte has to come within so many nanoseconds. */
    void listens(long nanos, long now) {
        untilHeard = Math.min(whole, now - startedAt + nanos);
    }

    /** It has come, and nobody waits for another one yet. */
    void heard() {
        untilHeard = whole;
    }

    /** {@return how many nanoseconds are left of whichever is over first; none or less once one of them is} */
    long left(long now) {
        return Math.min(untilBegun, untilHeard) - (now - startedAt);
    }

    /** {@return whether the whole time is over} */
    boolean isOver(long now) {
        return now - startedAt >= whole;
    }
}
