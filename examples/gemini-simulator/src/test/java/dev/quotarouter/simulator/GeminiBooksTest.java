package dev.quotarouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.simulator.GeminiBooks.FullWindow;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiBooksTest {
    private static final String MODEL = "gemini-2.5-pro";

    private final HandClock clock = new HandClock("2026-03-02T20:00:00Z");

    @Test
    void a_full_window_refuses_and_says_when_to_come_back() {
        GeminiBooks books = world().books();
        books.call("KEY", MODEL, 10);
        clock.forward(Duration.ofSeconds(20));

        assertThat(books.call("KEY", MODEL, 10))
                .isEqualTo(new Ruling.Refused(
                        List.of(new FullWindow(QuotaWindow.REQUESTS_PER_MINUTE, 1)),
                        Optional.of(Duration.ofSeconds(40))));

        clock.forward(Duration.ofSeconds(40));
        assertThat(books.call("KEY", MODEL, 10)).isEqualTo(new Ruling.Served());
    }

    @Test
    void keys_of_one_project_share_its_books() {
        GeminiBooks books =
                world().project("p", project -> project.key("OTHER")).books();
        books.call("KEY", MODEL, 10);

        assertThat(books.call("OTHER", MODEL, 10)).isInstanceOf(Ruling.Refused.class);
    }

    @Test
    void who_has_no_key_or_no_model_is_told_so() {
        GeminiBooks books = world().books();

        assertThat(books.call("NOBODY", MODEL, 10)).isEqualTo(new Ruling.Failed(GeminiError.KEY_INVALID));
        assertThat(books.call("KEY", "gemini-9", 10)).isEqualTo(new Ruling.Failed(GeminiError.MODEL_UNKNOWN));
    }

    @Test
    void a_failed_call_counts_or_does_not_as_the_rules_say() {
        GeminiBooks counting = world().failedCallsCount(true).books();
        GeminiBooks forgiving = world().failedCallsCount(false).books();
        for (GeminiBooks books : List.of(counting, forgiving)) {
            books.inject(Fault.of(GeminiError.OVERLOADED).times(1));
            assertThat(books.call("KEY", MODEL, 10)).isEqualTo(new Ruling.Failed(GeminiError.OVERLOADED));
        }

        assertThat(counting.call("KEY", MODEL, 10)).isInstanceOf(Ruling.Refused.class);
        assertThat(forgiving.call("KEY", MODEL, 10)).isEqualTo(new Ruling.Served());
    }

    @Test
    void a_look_costs_nothing_and_sees_a_dead_key() {
        GeminiBooks books = world().books();

        assertThat(books.look("KEY", MODEL)).isEmpty();
        assertThat(books.look("KEY", "gemini-9")).contains(GeminiError.MODEL_UNKNOWN);
        assertThat(books.call("KEY", MODEL, 10)).isEqualTo(new Ruling.Served());

        books.inject(Fault.of(GeminiError.KEY_INVALID).onKey("KEY").onEveryEndpoint());
        assertThat(books.look("KEY", MODEL)).contains(GeminiError.KEY_INVALID);
    }

    @Test
    void limits_can_change_and_others_can_spend() {
        GeminiBooks books = world().books();
        books.limits("p", MODEL, Limits.of(3, 1_000, 100));
        books.spend("p", MODEL, 2, 10);

        assertThat(books.call("KEY", MODEL, 10)).isEqualTo(new Ruling.Served());
        assertThat(books.call("KEY", MODEL, 10)).isInstanceOf(Ruling.Refused.class);
    }

    @Test
    void a_fault_that_needs_a_wire_is_not_taken() {
        GeminiBooks books = world().books();

        assertThatThrownBy(() -> books.inject(Fault.droppedConnection())).isInstanceOf(IllegalArgumentException.class);
    }

    private GeminiSimulatorBuilder world() {
        return GeminiSimulator.builder()
                .clock(clock)
                .project("p", project -> project.key("KEY").model(MODEL, Limits.of(1, 1_000, 100)));
    }
}
