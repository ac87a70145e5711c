package dev.quotarouter.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How much of a day may be used by which hour. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PacingTest {
    private static final long MIDNIGHT = Instant.parse("2026-07-01T07:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final CalendarDay day = new CalendarDay(ZoneId.of("America/Los_Angeles"));

    PacingTest() {
        day.advance(MIDNIGHT);
    }

    @Test
    void is_an_hour_ahead_of_an_even_use_and_never_more_than_the_day() {
        assertThat(Pacing.allowed(240, day, MIDNIGHT)).isEqualTo(10);
        assertThat(Pacing.allowed(240, day, MIDNIGHT + 11 * HOUR)).isEqualTo(120);
        assertThat(Pacing.allowed(240, day, MIDNIGHT + 23 * HOUR)).isEqualTo(240);
        assertThat(Pacing.allowed(240, day, MIDNIGHT + 24 * HOUR - 1)).isEqualTo(240);
    }

    @Test
    void lets_even_the_smallest_day_begin_at_once() {
        assertThat(Pacing.allowed(1, day, MIDNIGHT)).isEqualTo(1);
    }

    @Test
    void has_no_say_where_the_limit_is_unknown() {
        assertThat(Pacing.allowed(WindowLimit.UNKNOWN, day, MIDNIGHT)).isEqualTo(WindowLimit.UNKNOWN);
        assertThat(Pacing.allowedAt(1_000_000, WindowLimit.UNKNOWN, day, MIDNIGHT))
                .isEqualTo(MIDNIGHT);
    }

    @Test
    void foresees_the_first_instant_at_which_so_much_is_allowed() {
        for (long limit : new long[] {1, 7, 20, 100, 250, 14_400}) {
            for (long amount = 1; amount <= limit; amount += 1 + limit / 50) {
                long at = Pacing.allowedAt(amount, limit, day, MIDNIGHT);

                assertThat(Pacing.allowed(limit, day, at)).isGreaterThanOrEqualTo(amount);
                assertThat(at == MIDNIGHT || Pacing.allowed(limit, day, at - 1) < amount)
                        .as("%s of %s not before %s", amount, limit, at)
                        .isTrue();
            }
        }
    }

    @Test
    void allows_no_more_than_the_day_before_its_end() {
        assertThat(Pacing.allowedAt(101, 100, day, MIDNIGHT)).isEqualTo(day.endsAt());
    }
}
