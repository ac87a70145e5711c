package dev.quotarouter.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How wide the guard at the edge of the minute is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArrivalGuardTest {
    private static final long MINUTE = 60_000;

    private final ArrivalGuard guard = new ArrivalGuard();

    @Test
    void halves_every_ten_minutes_down_to_next_to_nothing() {
        useEveryMinute(0, 10 * MINUTE - 1);
        assertThat(guard.millis()).isEqualTo(ArrivalGuard.FIRST_MILLIS);
        useEveryMinute(10 * MINUTE, 20 * MINUTE - 1);
        assertThat(guard.millis()).isEqualTo(ArrivalGuard.FIRST_MILLIS / 2);
        useEveryMinute(20 * MINUTE, 120 * MINUTE);
        assertThat(guard.millis()).isEqualTo(ArrivalGuard.LEAST_MILLIS);
        assertThat(guard.changesAt()).isEqualTo(QuotaPool.NEVER);
    }

    @Test
    void is_wide_again_after_a_silence_in_which_connections_are_closed() {
        useEveryMinute(0, 120 * MINUTE);
        guard.used(125 * MINUTE);
        assertThat(guard.millis()).isEqualTo(ArrivalGuard.LEAST_MILLIS);

        guard.used(131 * MINUTE);
        assertThat(guard.millis()).isEqualTo(ArrivalGuard.FIRST_MILLIS);
    }

    @Test
    void widens_by_what_was_missing_and_halves_more_slowly_after_a_call_that_came_too_early() {
        useEveryMinute(0, 120 * MINUTE);
        guard.cameEarly(300, 120 * MINUTE);
        assertThat(guard.millis()).isEqualTo(ArrivalGuard.LEAST_MILLIS + 300);

        useEveryMinute(121 * MINUTE, 140 * MINUTE - 1);
        assertThat(guard.millis()).isEqualTo(ArrivalGuard.LEAST_MILLIS + 300);
        useEveryMinute(140 * MINUTE, 141 * MINUTE);
        assertThat(guard.millis()).isEqualTo((ArrivalGuard.LEAST_MILLIS + 300) / 2);
    }

    @Test
    void is_never_wider_than_a_second() {
        for (int i = 0; i < 10; i++) {
            guard.cameEarly(900, i * MINUTE);
        }

        assertThat(guard.millis()).isEqualTo(ArrivalGuard.MOST_MILLIS);
        assertThat(guard.isWidest()).isTrue();
    }

    private void useEveryMinute(long from, long until) {
        for (long now = from; now <= until; now += MINUTE) {
            guard.advance(now);
            guard.used(now);
        }
        guard.advance(until);
    }
}
