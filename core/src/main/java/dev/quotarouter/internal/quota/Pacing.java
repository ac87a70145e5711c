package dev.quotarouter.internal.quota;

import java.time.Duration;

/**
 * Spreads a day's quota over its hours: at any time as much is allowed as an even use would have spent in an hour's time. What
 * was not used stays allowed. Has no state.
 */
final class Pacing {
    private static final long AHEAD_MILLIS = Duration.ofHours(1).toMillis();
    private static final long STEP_MILLIS = Duration.ofMinutes(1).toMillis();

    private Pacing() {}

    /** {@return how much of the day's limit may have been used at the instant} */
    static long allowed(long limit, CalendarDay day, long now) {
        if (limit == WindowLimit.UNKNOWN) {
            return limit;
        }
        long step = (now - day.startsAt()) / STEP_MILLIS * STEP_MILLIS;
        return Math.min(limit, (long) Math.ceil(limit * ((step + AHEAD_MILLIS) / length(day))));
    }

    /** {@return when so much of the day's limit may have been used; the end of the day if not before} */
    static long allowedAt(long amount, long limit, CalendarDay day, long now) {
        if (amount <= allowed(limit, day, now)) {
            return now;
        }
        // ceil(limit × share) reaches the amount as soon as limit × share has passed the whole number below it.
        double share = (amount - 1) / (double) limit;
        long at = day.startsAt() + (long) Math.floor(share * length(day)) - AHEAD_MILLIS;
        long step = day.startsAt() + Math.floorDiv(at - day.startsAt(), STEP_MILLIS) * STEP_MILLIS;
        while (step < day.endsAt() && allowed(limit, day, step) < amount) {
            step += STEP_MILLIS;
        }
        return Math.min(Math.max(now, step), day.endsAt());
    }

    /** {@return when more will be allowed} */
    static long changesAt(CalendarDay day, long now) {
        return day.startsAt() + ((now - day.startsAt()) / STEP_MILLIS + 1) * STEP_MILLIS;
    }

    private static double length(CalendarDay day) {
        return day.millis();
    }
}
