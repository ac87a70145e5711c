package dev.quotarouter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Calls since midnight in Los Angeles. Google: "Requests per day (RPD) quotas reset at midnight Pacific time."
 *
 * <p>Not thread-safe: the {@link QuotaBook} that owns it holds its lock. A clock that steps back keeps the count.
 */
final class DayCount {
    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private LocalDate day = LocalDate.MIN;
    private long used;

    /** {@return how long until the limit allows one more; zero if it does now} */
    Duration untilRoom(Instant now, long limit) {
        moveTo(now);
        return used < limit
                ? Duration.ZERO
                : Duration.between(now, day.plusDays(1).atStartOfDay(ZONE).toInstant());
    }

    void take(Instant now, long calls) {
        moveTo(now);
        used += calls;
    }

    private void moveTo(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        if (today.isAfter(day)) {
            day = today;
            used = 0;
        }
    }
}
