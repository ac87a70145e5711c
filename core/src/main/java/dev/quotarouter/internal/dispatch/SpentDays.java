package dev.quotarouter.internal.dispatch;

import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.routing.Availability;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pools whose day is used up, so that this, and its end, is news once. Thread-safe. */
final class SpentDays {
    private final Map<QuotaPool, Long> until = new ConcurrentHashMap<>();

    /** The pool's day is used up until the instant. */
    void spent(QuotaPool pool, long until) {
        this.until.put(pool, until);
    }

    /** {@return whether the pool's day was used up and is over: true once} */
    boolean hasBegunAnew(QuotaPool pool, long now) {
        Long end = until.get(pool);
        return end != null && now >= end && until.remove(pool, end);
    }

    /** {@return whether the pool's day is used up and was not before: true once} */
    boolean isSpentNow(QuotaPool pool, long now) {
        return pool.availability(0, now) == Availability.DAY_FULL
                && until.putIfAbsent(pool, pool.roomAt(0, now)) == null;
    }
}
