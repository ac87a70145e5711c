package dev.quotarouter.internal.quota;

import org.jspecify.annotations.Nullable;

/**
 * What one attempt holds of a pool, from the choice until the end of the call.
 *
 * <p>A session owns one and uses it for one attempt after the other, so that taking room allocates nothing. Whoever opened it
 * ends it exactly once: {@link #settle}, {@link #keep}, {@link #refused} or {@link #refund}; a second ending has no effect. Not thread-safe:
 * it belongs to one session.
 */
public final class Reservation {
    private @Nullable QuotaPool pool;
    private long bucket;
    private long day;
    private long dayEndsAt;
    private long openedAt;
    private long estimate;

    /** {@return whether room is being held} */
    public boolean isOpen() {
        return pool != null;
    }

    /** {@return the input tokens that are, or were last, held} */
    public long estimate() {
        return estimate;
    }

    /** {@return when the room is, or was last, taken} */
    public long openedAt() {
        return openedAt;
    }

    /** {@return when the day ends in which it counts, or counted last} */
    public long dayEndsAt() {
        return dayEndsAt;
    }

    /** The provider counted: the estimate gives way to the true number. */
    public void settle(long actualTokens, long now) {
        QuotaPool holder = close();
        if (holder != null) {
            holder.settle(this, actualTokens, now);
        }
    }

    /** The provider may have counted: the estimate stays. */
    public void keep(long now) {
        QuotaPool holder = close();
        if (holder != null) {
            holder.keep(this, now);
        }
    }

    /** The provider refused it for quota: the minute counts it, the day does not. */
    public void refused(long now) {
        QuotaPool holder = close();
        if (holder != null) {
            holder.refused(this, now);
        }
    }

    /** The provider surely did not count: all goes back. */
    public void refund(long now) {
        QuotaPool holder = close();
        if (holder != null) {
            holder.refund(this, now);
        }
    }

    void open(QuotaPool pool, long bucket, CalendarDay today, long estimate, long now) {
        if (isOpen()) {
            throw new IllegalStateException("this reservation still holds room: end it first");
        }
        this.pool = pool;
        this.bucket = bucket;
        this.day = today.startsAt();
        this.dayEndsAt = today.endsAt();
        this.estimate = estimate;
        this.openedAt = now;
    }

    long bucket() {
        return bucket;
    }

    long day() {
        return day;
    }

    private @Nullable QuotaPool close() {
        QuotaPool holder = pool;
        pool = null;
        return holder;
    }
}
