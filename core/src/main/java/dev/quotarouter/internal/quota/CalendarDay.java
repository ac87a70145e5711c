package dev.quotarouter.internal.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What was used since midnight in the provider's zone. Days of 23 and 25 hours are as long as they are. Not thread-safe:
 * the pool's lock guards it.
 */
final class CalendarDay {
    // No day is longer, whatever the clocks of its zone do.
    private static final long LONGEST_MILLIS = Duration.ofHours(26).toMillis();

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
            begin(now);
            total.clear();
        }
    }

    /**
     * A clock was set back. Where it had run ahead by days, what was used then was used today.
     *
     * @return whether it had
     */
    boolean setBack(long now) {
        boolean ranAhead = endsAt - now > LONGEST_MILLIS;
        if (ranAhead) {
            begin(now);
        }
        return ranAhead;
    }

    private void begin(long now) {
        LocalDate today = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
        startsAt = today.atStartOfDay(zone).toInstant().toEpochMilli();
        endsAt = today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
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
