package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.MinuteWindow;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads from a refusal until when a window is full, and why it was fuller than we had thought: a lower limit, a call that came
 * a moment too early, others who use it. Guarded by the pool's lock.
 */
final class RefusalReading {
    // A refusal right after midnight, before any success, rather means that our clock runs ahead of the provider's.
    private static final long CLOCK_SKEW_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long SHORTEST_PAUSE_MILLIS = Duration.ofSeconds(1).toMillis();
    // Google sends seconds with a spent day, too; only a delay of more than some minutes can be the day's true end.
    private static final Duration SHORTEST_DAY_DELAY = Duration.ofMinutes(5);

    private QuotaRules rules;
    private final MinuteUses minute;
    private final CalendarDay day;
    private final MinutePhase phase = new MinutePhase();

    RefusalReading(QuotaRules rules, MinuteUses minute, CalendarDay day) {
        this.rules = rules;
        this.minute = minute;
        this.day = day;
    }

    /** From now on the pool counts by other rules. */
    void follow(QuotaRules rules) {
        this.rules = rules;
    }

    /**
     * A minute was refused.
     *
     * @return how much fuller it was than we had thought; empty if our own count, or time, explains it
     */
    Optional<Shortfall> minute(Window window, Reservation reservation, Optional<Duration> retryAfter, long now) {
        if (!minute.holds(reservation.bucket())) {
            // The refused call outlasted its minute: others may have used it up, and nobody knows when.
            window.fullUntil(now + retryAfter.map(Duration::toMillis).orElse(MinuteUses.SPAN_MILLIS));
            return Optional.empty();
        }
        long delay = retryAfter.map(Duration::toMillis).orElse(0L);
        long demand = window.demand(reservation.estimate());
        long used = window.used() - demand;
        long limit = window.limit().limit();
        boolean explained = used > limit - demand;
        if (!explained && cameEarly(window, reservation, used, delay)) {
            minute.guard().cameEarly(delay, now);
            window.fullUntil(now + Math.max(delay, minute.guard().millis()));
            return Optional.empty();
        }
        retryAfter.ifPresent(wait -> learnPhase(now + delay));
        window.fullUntil(Math.max(now + delay, minute.oldestEndsAt()));
        if (explained) {
            return Optional.empty();
        }
        // Of what did not fit, half may have.
        window.limit().refused(used + (demand - 1) / 2, now);
        return shortfall(window, limit, used);
    }

    /**
     * A day was refused.
     *
     * @return how much fuller it was than we had thought; empty if our own count, or time, explains it
     */
    Optional<Shortfall> day(
            Window window, Reservation reservation, Optional<Duration> retryAfter, boolean servedToday, long now) {
        long age = now - day.startsAt();
        if (reservation.day() != day.startsAt()) {
            return Optional.empty(); // The call was made yesterday, and yesterday's quota is what it missed.
        }
        if (!servedToday && age < CLOCK_SKEW_MILLIS) {
            // As long again as the day is old: about as long as our clock may be ahead, in few calls.
            window.fullUntil(now + Math.max(SHORTEST_PAUSE_MILLIS, age));
            return Optional.empty();
        }
        Optional<Duration> trueEnd = retryAfter.filter(delay -> delay.compareTo(SHORTEST_DAY_DELAY) > 0);
        window.fullUntil(trueEnd.map(delay -> now + delay.toMillis()).orElse(day.endsAt()));
        long demand = window.demand(reservation.estimate());
        long used = window.used() - demand;
        long limit = window.limit().limit();
        if (limit == WindowLimit.UNKNOWN) {
            window.limit().refused(used, now);
        }
        return used > limit - demand ? Optional.empty() : shortfall(window, limit, used);
    }

    private static Optional<Shortfall> shortfall(Window window, long limit, long used) {
        return limit == WindowLimit.UNKNOWN
                ? Optional.empty()
                : Optional.of(new Shortfall(window.dimension(), window.span(), limit, used));
    }

    // What has just left our minute may not have left the provider's, whose minute begins when a call arrives.
    private boolean cameEarly(Window window, Reservation reservation, long used, long delay) {
        long left = minute.leftJustBefore(reservation.openedAt(), window.dimension());
        long demand = window.demand(reservation.estimate());
        return left > 0
                && used + left > window.limit().limit() - demand
                && delay <= ArrivalGuard.MOST_MILLIS
                && !minute.guard().isWidest();
    }

    private void learnPhase(long end) {
        if (rules.minuteWindow() == MinuteWindow.LEARNED) {
            phase.observe(end, minute.oldestEndsAt());
            if (phase.isKnown()) {
                minute.fixed(phase.phase());
            } else {
                minute.rolling();
            }
        }
    }
}
