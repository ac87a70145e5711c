package dev.quotarouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.gateway.DayCurve.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DayCurveTest {
    private static final Instant BEGIN = Instant.parse("2026-01-15T08:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofHours(24));

    @Test
    void looking_often_keeps_one_point_for_five_minutes_the_newest() {
        DayCurve curve = new DayCurve(END, List.of());
        for (int second = 0; second < 24 * 3600; second += 10) {
            curve = curve.with(END, new Point(BEGIN.plusSeconds(second), second));
        }

        assertThat(curve.points()).hasSize(288);
        assertThat(curve.points().get(0)).isEqualTo(new Point(BEGIN.plusSeconds(290), 290));
        assertThat(curve.points().get(287).used()).isEqualTo(24 * 3600 - 10);
    }

    @Test
    void a_new_day_begins_a_new_curve() {
        DayCurve curve = new DayCurve(END, List.of()).with(END, new Point(END.minusSeconds(1), 99));

        DayCurve next = curve.with(END.plus(Duration.ofHours(24)), new Point(END, 0));

        assertThat(next.points()).containsExactly(new Point(END, 0));
    }
}
