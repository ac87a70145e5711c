package dev.quotarouter.internal.quota;

import dev.quotarouter.store.WindowKnowledge;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of a window is ours, as refusals have shown that no limit we know explains: someone else uses it too, or nobody has
 * told us the limit.
 *
 * <p>A refusal holds us to what we had used for a minute, as what others used will have left by then. Beyond that, the share
 * follows refusals downwards, at once at first and then halfway, and rises again with care: after a while by a
 * thirty-second, then by twice as much; the longer a while, the more often the same share was refused again. Guarded by the pool's lock.
 */
final class Share {
    /** Nothing speaks for a share. */
    static final long WHOLE = Long.MAX_VALUE;

    private static final long HELD_MILLIS = MinuteUses.SPAN_MILLIS + ArrivalGuard.MOST_MILLIS;
    // Small steps: a large one lets many calls go at once that are refused together.
    private static final long PARTS = 32;
    // Several that were under way at once count on top of each other until the last is refused.
    private static final long BURST_MILLIS = 5_000;

    private final long firstInterval;
    private final long lastInterval;
    private long most = WHOLE;
    private long held = WHOLE;
    private long heldUntil = QuotaPool.NEVER;
    private long raisesAt = QuotaPool.NEVER;
    private long interval;
    private long step;
    private long refusedUse;
    private long refusedAt;

    /**
     * Everything is ours.
     *
     * @param firstInterval after how long more is tried for the first time; milliseconds
     * @param lastInterval the longest that this may become; milliseconds
     */
    Share(long firstInterval, long lastInterval) {
        this.firstInterval = firstInterval;
        this.lastInterval = lastInterval;
    }

    /** {@return how much may be used now} */
    long most() {
        return Math.min(most, held);
    }

    /** {@return whether refusals have shown anything} */
    boolean isKnown() {
        return most != WHOLE;
    }

    /** {@return when time alone will change it} */
    long changesAt() {
        return Math.min(heldUntil, raisesAt);
    }

    /** Brings it to the present, within the limit that is known. */
    void advance(long now, long limit) {
        if (now >= heldUntil) {
            held = WHOLE;
            heldUntil = QuotaPool.NEVER;
        }
        if (now >= raisesAt) {
            most += step;
            step *= 2;
            raisesAt = now + interval;
        }
        if (most >= limit) {
            most = WHOLE;
            raisesAt = QuotaPool.NEVER;
        }
    }

    /** A call was refused when so much had been used. */
    void refused(long used, long now) {
        if (!isKnown()) {
            most = used;
            interval = firstInterval;
        } else if (now - refusedAt < BURST_MILLIS) {
            most = Math.min(most, used);
        } else if (used < most) {
            boolean steady = used >= refusedUse;
            interval = steady ? Math.min(lastInterval, 2 * interval) : firstInterval;
            most = steady ? used : (most + used) / 2;
        }
        refusedUse = used;
        refusedAt = now;
        held = Math.min(held, used);
        heldUntil = now + HELD_MILLIS;
        step = Math.max(1, most / PARTS);
        raisesAt = now + interval;
    }

    /** {@return what is to be remembered; empty if refusals have shown nothing} */
    Optional<WindowKnowledge.Share> knowledge() {
        return isKnown()
                ? Optional.of(
                        new WindowKnowledge.Share(most, Instant.ofEpochMilli(raisesAt), Duration.ofMillis(interval)))
                : Optional.empty();
    }

    /** Goes on from what was remembered. */
    void recall(WindowKnowledge.Share known) {
        most = known.most();
        raisesAt = known.raisedAt().toEpochMilli();
        interval = known.interval().toMillis();
        step = Math.max(1, most / PARTS);
        refusedUse = most;
    }

    /** For so many milliseconds exactly so much is ours, and then the whole: to see what happens. */
    void hold(long amount, long millis, long now) {
        most = WHOLE;
        raisesAt = QuotaPool.NEVER;
        held = amount;
        heldUntil = now + millis;
    }

    /** Whoever seemed to use the rest was one of us. */
    void forget() {
        most = WHOLE;
        held = WHOLE;
        heldUntil = QuotaPool.NEVER;
        raisesAt = QuotaPool.NEVER;
    }
}
