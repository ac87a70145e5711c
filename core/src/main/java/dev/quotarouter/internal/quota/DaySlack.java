package dev.quotarouter.internal.quota;

/**
 * How much of what the minutes could still carry until the daily reset the day can pay for, at one instant.
 *
 * <p>The days of nearly all pools end together: what is left of them is divided by once. Not thread-safe.
 */
public final class DaySlack {
    private long now;
    private long endsAt = Long.MIN_VALUE;
    private double left;
    private double perMilli;

    /** Creates one; {@link #at} comes first. */
    public DaySlack() {}

    /** From now on it is that late. */
    public DaySlack at(long instant) {
        now = instant;
        endsAt = Long.MIN_VALUE;
        return this;
    }

    /** {@return the slack of the pool; 0 to 1} */
    public double of(PoolSummary pool) {
        long end = pool.dayEndsAt();
        if (end != endsAt) {
            endsAt = end;
            left = Math.max(1, end - now);
            perMilli = 1 / left;
        }
        double pays = pool.dayPaysMillis();
        return pays >= left ? 1 : pays * perMilli;
    }
}
