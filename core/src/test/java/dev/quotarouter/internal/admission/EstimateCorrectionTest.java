package dev.quotarouter.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateCorrectionTest {
    private final EstimateCorrection correction = new EstimateCorrection();

    @Test
    void an_estimate_stands_until_something_was_counted() {
        assertThat(correction.apply(1_000)).isEqualTo(1_000);
    }

    @Test
    void what_is_counted_again_and_again_is_what_is_estimated() {
        for (int i = 0; i < 100; i++) {
            correction.learn(1_000, 1_500);
        }
        assertThat(correction.apply(1_000)).isBetween(1_490L, 1_500L);
    }

    @Test
    void it_rises_faster_than_it_falls() {
        correction.learn(1_000, 2_000);
        long raised = correction.apply(1_000) - 1_000;
        EstimateCorrection other = new EstimateCorrection();
        other.learn(1_000, 500);
        assertThat(raised).isGreaterThan(4 * (1_000 - other.apply(1_000)));
    }

    @Test
    void where_counts_scatter_it_leans_to_the_large_side() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            correction.learn(1_000, random.nextLong(800, 1_600));
        }
        assertThat(correction.apply(1_000)).isBetween(1_250L, 1_550L);
    }

    @Test
    void short_prompts_and_counts_of_nothing_teach_nothing() {
        correction.learn(10, 100);
        correction.learn(1_000, 0);
        assertThat(correction.apply(1_000)).isEqualTo(1_000);
    }

    @Test
    void a_count_of_something_else_does_not_run_away_with_it() {
        for (int i = 0; i < 1_000; i++) {
            correction.learn(100, Long.MAX_VALUE);
        }
        assertThat(correction.apply(1_000)).isLessThanOrEqualTo(3_000);
    }
}
