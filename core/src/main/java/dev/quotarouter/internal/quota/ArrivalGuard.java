package dev.quotarouter.internal.quota;

import java.time.Duration;

/**
 * How much longer than its minute a use is held. The provider's minute begins when a call arrives, ours when its place is
 * taken: a later call with a shorter way would come too early.
 *
 * <p>The guard is wide at first and after a pause, when connections have yet to be made. It halves as long as no call comes
 * too early, down to what costs next to nothing, and more slowly each time one did. Guarded by the pool's lock.
 */
final class ArrivalGuard {
    static final long FIRST_MILLIS = 500;
    static final long LEAST_MILLIS = 20;
    static final long MOST_MILLIS = 1_000;

    private static final long FIRST_INTERVAL = Duration.ofMinutes(10).toMillis();
    private static final long LAST_INTERVAL = Duration.ofDays(1).toMillis();
    // HTTP clients and servers keep an idle connection about so long.
    private static final long PAUSE_MILLIS = Duration.ofMinutes(5).toMillis();

    private long millis = FIRST_MILLIS;
    private long interval = FIRST_INTERVAL;
    private long halvesAt = QuotaPool.NEVER;
    private long lastUse = Long.MIN_VALUE / 2;

    long millis() {
        return millis;
    }

    /** {@return when time alone will change it} */
    long changesAt() {
        return halvesAt;
    }

    /** Notes that a call is about to be made. */
    void used(long now) {
        if (now - lastUse > PAUSE_MILLIS) {
            millis = Math.max(millis, FIRST_MILLIS);
            halvesAt = now + interval;
        }
        lastUse = now;
    }

    /** Brings the guard to the present. */
    void advance(long now) {
        if (now >= halvesAt) {
            millis = Math.max(LEAST_MILLIS, millis / 2);
            halvesAt = millis == LEAST_MILLIS ? QuotaPool.NEVER : now + interval;
        }
    }

    /** A call came too early by the provider's clock though not by ours, by so many milliseconds as far as is known. */
    void cameEarly(long missing, long now) {
        millis = Math.min(MOST_MILLIS, Math.max(2 * millis, millis + missing));
        interval = Math.min(LAST_INTERVAL, 2 * interval);
        halvesAt = now + interval;
    }

    boolean isWidest() {
        return millis >= MOST_MILLIS;
    }

    /** Takes over what another pool of the same quota has learned. */
    void absorb(ArrivalGuard other) {
        millis = Math.max(millis, other.millis);
        interval = Math.max(interval, other.interval);
        halvesAt = Math.min(halvesAt, other.halvesAt);
    }
}
