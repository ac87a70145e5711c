package dev.quotarouter.simulator;

/**
 * Uses drain away evenly, the limit in a minute.
 *
 * <p>Counted in units of 1/{@value #MINUTE} of a use, so that the drain of a nanosecond is a whole number.
 */
final class TokenBucket implements MinuteWindow {
    /** Twice the greatest limit: what was overdrawn beyond is forgiven, so that no sum overflows. */
    private static final long BRIM = 2 * Limits.GREATEST * MINUTE;

    private long filled;
    private long drainedAt = Long.MIN_VALUE;

    @Override
    public long nanosUntilRoom(long now, long limit, long demand) {
        drain(now, limit);
        long excess = filled + demand * MINUTE - limit * MINUTE;
        return excess <= 0 ? 0 : (excess + limit - 1) / limit;
    }

    @Override
    public void take(long now, long amount) {
        filled = Math.min(BRIM, filled + Math.min(amount, Limits.GREATEST) * MINUTE);
    }

    private void drain(long now, long limit) {
        long elapsed = drainedAt == Long.MIN_VALUE ? 0 : Math.max(0, now - drainedAt);
        filled = elapsed > filled / limit ? 0 : filled - elapsed * limit;
        drainedAt = Math.max(drainedAt, now);
    }
}
