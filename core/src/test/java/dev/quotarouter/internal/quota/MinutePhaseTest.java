package dev.quotarouter.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** From which refusals a fixed minute is recognised. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MinutePhaseTest {
    private static final long MINUTE = 60_000;

    private final MinutePhase phase = new MinutePhase();

    @Test
    void is_known_when_three_refusals_name_the_same_second_that_no_rolling_minute_explains() {
        phase.observe(10 * MINUTE + 15_000, 10 * MINUTE + 40_000);
        phase.observe(12 * MINUTE + 15_900, 12 * MINUTE + 3_000);
        assertThat(phase.isKnown()).isFalse();
        phase.observe(20 * MINUTE + 14_800, 20 * MINUTE + 59_000);

        assertThat(phase.isKnown()).isTrue();
        assertThat(phase.phase()).isBetween(14_000L, 16_000L);
    }

    @Test
    void is_not_known_where_a_rolling_minute_explains_the_refusals() {
        for (int i = 0; i < 10; i++) {
            phase.observe(i * MINUTE + 15_000, i * MINUTE + 15_500);
        }
        assertThat(phase.isKnown()).isFalse();
    }

    @Test
    void is_not_known_from_seconds_that_differ() {
        for (int i = 0; i < 10; i++) {
            phase.observe(i * MINUTE + i * 5_000L, i * MINUTE + 59_000);
        }
        assertThat(phase.isKnown()).isFalse();
    }

    @Test
    void stays_known_while_refusals_agree_and_is_given_up_with_the_first_that_does_not() {
        for (int i = 0; i < 3; i++) {
            phase.observe(i * MINUTE + 15_000, i * MINUTE + 40_000);
        }
        phase.observe(5 * MINUTE + 15_000, 5 * MINUTE + 15_000);
        assertThat(phase.isKnown()).as("our own count agrees by now").isTrue();

        phase.observe(7 * MINUTE + 33_000, 7 * MINUTE + 15_000);
        assertThat(phase.isKnown()).isFalse();
    }

    @Test
    void sees_seconds_around_the_full_minute_as_neighbours() {
        phase.observe(MINUTE + 59_600, MINUTE + 30_000);
        phase.observe(3 * MINUTE + 300, 3 * MINUTE + 30_000);
        phase.observe(5 * MINUTE + 59_900, 5 * MINUTE + 30_000);

        assertThat(phase.isKnown()).isTrue();
    }
}
