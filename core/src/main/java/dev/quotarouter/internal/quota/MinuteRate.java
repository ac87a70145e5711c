package dev.quotarouter.internal.quota;

/** How fast a minute's limit lets its dimension pass: divided once for each limit, not with each use. Guarded by the pool's lock. */
final class MinuteRate {
    private long limit = WindowLimit.UNKNOWN;
    private double inverse;

    /** Takes the limit that holds now. */
    void limit(long limit) {
        if (limit != this.limit) {
            this.limit = limit;
            inverse = limit == WindowLimit.UNKNOWN ? 0 : 1.0 / Math.max(1, limit);
        }
    }

    /** {@return how much of the limit so much is, 0 to 1; 0 where no limit is known} */
    double share(long taken) {
        double share = taken * inverse;
        return share < 1 ? share : 1;
    }

    /** {@return how many milliseconds of minutes one unit takes; 0 where no limit is known} */
    double millisPerUnit() {
        return inverse * MinuteUses.SPAN_MILLIS;
    }
}
