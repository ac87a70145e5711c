package dev.quotarouter.internal.quota;

import java.time.Duration;

/**
 * How much of a minute may be used when a new day begins. Whoever waited for the day comes at once, and where a minute has never
 * carried so much, nobody knows whether it does: so many are let go as it has carried, and then more in small steps, slow
 * enough for a refusal to be back before the next one. After a minute there is no bound any more. Guarded by the pool's lock.
 */
final class Ramp {
    /** There is no bound. */
    static final long NONE = Long.MAX_VALUE;

    // Google refuses within a fraction of that.
    private static final long STEP_MILLIS = 250;
    private static final long PARTS = 64;
    private static final long LENGTH_MILLIS = Duration.ofMinutes(1).toMillis();

    private long carried;
    private long most = NONE;
    private long endsAt;
    private long risesAt = QuotaPool.NEVER;

    /** {@return how much may be used now} */
    long most() {
        return most;
    }

    /** {@return when time alone will change it} */
    long changesAt() {
        return risesAt;
    }

    /** So much was served within a minute. */
    void carried(long amount) {
        carried = Math.max(carried, amount);
    }

    /** Limits have changed: what was carried before says nothing. */
    void forget() {
        carried = 0;
    }

    /** A new day begins. */
    void begin(long now) {
        most = Math.max(1, carried);
        endsAt = now + LENGTH_MILLIS;
        risesAt = now + STEP_MILLIS;
    }

    /** Brings it to the present. */
    void advance(long now) {
        if (now >= endsAt) {
            end();
        }
        while (now >= risesAt) {
            most += Math.max(1, most / PARTS);
            risesAt += STEP_MILLIS;
        }
    }

    /** The limit is known. */
    void end() {
        most = NONE;
        risesAt = QuotaPool.NEVER;
    }
}
