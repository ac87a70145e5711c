package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaDimension;

/**
 * What was used within the last minute: 60 seconds that roll, where an instant {@code t} counts in {@code [t, t + 60 s)}, or the
 * provider's own fixed minute; and a guard longer, unless the call was seen to end within it, as calls differ in how long they
 * take to arrive.
 *
 * <p>Uses are kept in buckets, each named by its end. A bucket leaves 60 s after its end, so a use is never forgotten too
 * early. Small limits get buckets of one millisecond, which is exact; large ones get buckets of 40, which bounds the memory and
 * keeps a use on average 20 too long. In a fixed minute all uses stand in one bucket, which ends when the minute begins. Not
 * thread-safe: the pool's lock guards it.
 */
final class MinuteUses {
    static final long SPAN_MILLIS = 60_000;

    // Below this a clock that went back is read as two threads that read it in turn.
    static final long CLOCK_STEP_MILLIS = 1_000;

    static final long COARSE_MILLIS = 40;
    private static final long EXACT_UP_TO = 64;
    private static final long NO_PHASE = -1;

    private final BucketRing buckets = new BucketRing();
    private final ArrivalGuard guard = new ArrivalGuard();
    private final Tally total = new Tally();
    // What left together with the last one that left, and when that was.
    private final Tally left = new Tally();
    private long leftAt = Long.MIN_VALUE / 2;
    private boolean exact;
    private long phase = NO_PHASE;

    /** Chooses how exactly uses are kept: exactly, where the limit bounds their number. */
    void sizeFor(long requestLimit) {
        exact = requestLimit <= EXACT_UP_TO;
    }

    /** From now on, minutes begin when the clock is so many milliseconds past a full one. */
    void fixed(long phase) {
        this.phase = phase;
    }

    /** From now on, minutes roll. */
    void rolling() {
        if (phase != NO_PHASE) {
            phase = NO_PHASE;
            // Nobody knows when in their minute the uses were made: as if at its end.
            buckets.shift(SPAN_MILLIS);
        }
    }

    ArrivalGuard guard() {
        return guard;
    }

    /** {@return how much of the dimension left so shortly before the instant that it may still have been counted there} */
    long leftJustBefore(long instant, QuotaDimension dimension) {
        return instant - leftAt <= ArrivalGuard.MOST_MILLIS ? left.taken(dimension) : 0;
    }

    Tally total() {
        return total;
    }

    /** Drops what has left the minute. */
    void advance(long now) {
        guard.advance(now);
        while (!buckets.isEmpty() && leavesAt(0) <= now) {
            leave(leavesAt(0), buckets.tally(0));
            buckets.dropOldest();
        }
        buckets.dropEmpty();
    }

    /** Moves all uses along with a clock that was set back, so that each keeps its age. */
    void shift(long millis) {
        buckets.shift(millis);
        leftAt += millis;
    }

    /** Takes over what another pool used of the same quota. */
    void absorb(MinuteUses other) {
        buckets.absorb(other.buckets);
        total.add(other.total);
        guard.absorb(other.guard);
    }

    /** Takes over what was used before; told in the order of time, before the first use of this process. */
    void recall(long at, long requests, long tokens) {
        buckets.newest(bucketEnd(at)).use(requests, tokens);
        total.use(requests, tokens);
    }

    /** Takes one request and its tokens; the answer names the bucket that holds them. */
    long reserve(long now, long estimate) {
        guard.used(now);
        buckets.newest(bucketEnd(now)).reserve(estimate);
        total.reserve(estimate);
        return buckets.newestName();
    }

    /** Corrects the tokens of a use; without effect once it has left the minute. */
    void settle(long bucket, long estimate, long actual, long now) {
        int position = buckets.find(bucket);
        if (position >= 0) {
            buckets.ended(position, now);
            buckets.tally(position).settle(estimate, actual);
            total.settle(estimate, actual);
        }
    }

    /** The provider refused a use; without effect once it has left the minute. */
    void refuse(long bucket, long estimate, long now) {
        int position = buckets.find(bucket);
        if (position >= 0) {
            buckets.ended(position, now);
            buckets.tally(position).refuse(estimate);
            total.refuse(estimate);
        }
    }

    /** Takes a use back; without effect once it has left the minute. */
    void refund(long bucket, long estimate) {
        int position = buckets.find(bucket);
        if (position >= 0) {
            buckets.tally(position).refund(estimate);
            total.refund(estimate);
            buckets.dropEmpty();
        }
    }

    /** {@return when the oldest use leaves; {@link QuotaPool#NEVER} if there is none} */
    long oldestLeavesAt() {
        return buckets.isEmpty() ? QuotaPool.NEVER : leavesAt(0);
    }

    /** {@return when time alone will change what can be read here} */
    long changesAt() {
        return Math.min(oldestLeavesAt(), guard.changesAt());
    }

    /** {@return whether the bucket has not left the minute} */
    boolean holds(long bucket) {
        return buckets.find(bucket) >= 0;
    }

    /** {@return when the minute of the oldest use is over, by the clock alone; {@link QuotaPool#NEVER} if there is none} */
    long oldestEndsAt() {
        return buckets.isEmpty() ? QuotaPool.NEVER : buckets.end(0) + SPAN_MILLIS;
    }

    /** {@return when at least so much of the dimension will have left; {@link QuotaPool#NEVER} if there is not so much} */
    long freesAt(QuotaDimension dimension, long amount) {
        long freed = 0;
        long freedAt = 0;
        for (int position = 0; position < buckets.size(); position++) {
            freed += buckets.tally(position).taken(dimension);
            freedAt = Math.max(freedAt, leavesAt(position)); // None leaves before those that came before it.
            if (freed >= amount) {
                return freedAt;
            }
        }
        return QuotaPool.NEVER;
    }

    private long bucketEnd(long now) {
        if (phase != NO_PHASE) {
            // What leaves in the last moment of a minute may arrive in the next: it counts in both.
            return Math.floorDiv(now + guard.millis() - phase, SPAN_MILLIS) * SPAN_MILLIS + phase;
        }
        return exact ? now : (now + COARSE_MILLIS - 1) / COARSE_MILLIS * COARSE_MILLIS;
    }

    // Whatever has ended has arrived.
    private long leavesAt(int position) {
        long latest = buckets.end(position) + guard.millis();
        boolean allEnded = buckets.tally(position).reserved(QuotaDimension.REQUESTS) == 0;
        return SPAN_MILLIS + (allEnded ? Math.min(latest, buckets.arrival(position)) : latest);
    }

    private void leave(long at, Tally tally) {
        if (at - leftAt > ArrivalGuard.MOST_MILLIS) {
            left.clear();
        }
        left.add(tally);
        leftAt = at;
        total.subtract(tally);
    }
}
