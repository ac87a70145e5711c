package dev.quotarouter.internal.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What was used since midnight in the provider's zone. Days of 23 and 25 hours are as long as they are. Not thread-safe:
 * the pool's lock guards it.
 */
final class CalendarDay {
    private final ZoneId zone;
    private final Tally total = new Tally();
    private long startsAt;
    private long endsAt = Long.MIN_VALUE;

    CalendarDay(ZoneId zone) {
        this.zone = zone;
    }

    /** Starts over if the day has ended. A clock that was set back keeps the count: safe, not exact. */
    void advance(long now) {
        if (now >= endsAt) {
            LocalDate today = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
            startsAt = today.atStartOfDay(zone).toInstant().toEpochMilli();
            endsAt = today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            total.clear();
        }
    }

    /** {@return whether there has been a day at all} */
    boolean hasBegun() {
        return endsAt != Long.MIN_VALUE;
    }

    Tally total() {
        return total;
    }

    long startsAt() {
        return startsAt;
    }

    long endsAt() {
        return endsAt;
    }

    /** {@return how long it lasts} */
    long millis() {
        return endsAt - startsAt;
    }

    /** Takes one request and its tokens. */
    void reserve(long estimate) {
        total.reserve(estimate);
    }

    /** Takes over what another pool used of the same quota today. */
    void absorb(CalendarDay other) {
        if (other.startsAt == startsAt) {
            total.add(other.total);
        }
    }

    /** Corrects the tokens of a use; without effect once its day is over. */
    void settle(long day, long estimate, long actual) {
        if (day == startsAt) {
            total.settle(estimate, actual);
        }
    }

    /** Takes a use back; without effect once its day is over. */
    void refund(long day, long estimate) {
        if (day == startsAt) {
            total.refund(estimate);
        }
    }
}
