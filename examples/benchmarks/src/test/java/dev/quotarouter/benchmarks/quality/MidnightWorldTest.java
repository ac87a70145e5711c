package dev.quotarouter.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.benchmarks.quality.MidnightWorld.Quota;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MidnightWorldTest {
    private static final MidnightWorld WORLD = MidnightWorld.scarce(Duration.ofMinutes(30));

    @Test
    void the_same_seed_gives_everybody_the_same_arrivals() {
        assertThat(Arrivals.of(WORLD, 1)).isEqualTo(Arrivals.of(WORLD, 1)).isNotEqualTo(Arrivals.of(WORLD, 2));
    }

    @Test
    void arrivals_are_in_order_and_about_as_many_as_wanted() {
        List<Duration> arrivals = Arrivals.of(WORLD, 1);

        assertThat(arrivals).isSorted().allMatch(at -> at.compareTo(Duration.ofHours(1)) < 0);
        assertThat(arrivals).hasSizeBetween(6_800, 7_600);
    }

    @Test
    void where_days_end_first_two_days_of_each_project_are_possible() {
        assertThat(WORLD.quota()).isEqualTo(new Quota(10, 280));
        assertThat(WORLD.possible()).isEqualTo(10 * 2 * 280);
    }

    @Test
    void where_minutes_end_first_one_minute_more_than_the_whole_ones_is_possible() {
        MidnightWorld world =
                new MidnightWorld(new Quota(10, 1_000), 120, Duration.ofMinutes(2), Duration.ofSeconds(90));

        // Three minutes before; four after, as the last caller waits for one and a half.
        assertThat(world.possible()).isEqualTo(10 * 10 * (3 + 4));
    }
}
