package dev.quotarouter.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScheduleTest {
    private final Schedule schedule = new Schedule(List.of(1, 256), 1, 2, new WarmUp(20, 50, 2), 10);

    @Test
    void whatever_is_measured_was_warmed_up_before() {
        assertThat(schedule.warmUpTurns())
                .extracting(Turn::callers, Turn::mode)
                .containsExactlyElementsOf(schedule.round().stream()
                        .map(turn -> tuple(turn.callers(), turn.mode()))
                        .toList());
    }

    @Test
    void a_turn_with_many_callers_is_longer() {
        assertThat(schedule.round())
                .extracting(Turn::callers, Turn::mode, Turn::millis)
                .containsExactly(
                        tuple(1, Mode.PLAIN, 10L),
                        tuple(1, Mode.STREAMED, 10L),
                        tuple(256, Mode.PLAIN, 30L),
                        tuple(256, Mode.STREAMED, 30L));
    }
}
