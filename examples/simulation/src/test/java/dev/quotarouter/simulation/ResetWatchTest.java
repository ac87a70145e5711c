package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResetWatchTest {
    private final ResetWatch watch = new ResetWatch();

    @Test
    void who_waited_at_the_reset_counts_from_the_reset() {
        watch.reset(1_000, true);
        watch.served(1_400);

        assertThat(watch.longest()).isEqualTo(400);
    }

    @Test
    void otherwise_the_first_to_come_counts() {
        watch.reset(1_000, false);
        watch.arrived(5_000);
        watch.arrived(6_000);
        watch.served(6_500);
        watch.arrived(7_000);
        watch.served(9_000);

        assertThat(watch.longest()).isEqualTo(1_500);
    }

    @Test
    void a_day_on_which_nobody_is_served_is_one_long_lag() {
        watch.reset(0, true);
        watch.reset(86_400_000, true);

        assertThat(watch.longest()).isEqualTo(86_400_000);
    }
}
