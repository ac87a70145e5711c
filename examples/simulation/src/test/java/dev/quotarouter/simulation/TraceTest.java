package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TraceTest {
    @TempDir
    Path folder;

    @Test
    void requests_come_in_their_order_with_what_is_known_of_them() throws IOException {
        Requests requests = requests("""
                # when, tokens, reply
                2026-03-02T09:15:30Z, 1200, 2500
                2026-03-02T09:15:00Z

                2026-03-02T09:16:00.250Z,7
                """);

        assertThat(requests.size()).isEqualTo(3);
        assertThat(requests.arrival(0)).isZero();
        assertThat(requests.arrival(1)).isEqualTo(30_000);
        assertThat(requests.arrival(2)).isEqualTo(60_250);
        assertThat(requests.tokens(1)).isEqualTo(1_200);
        assertThat(requests.replyMillis(1)).isEqualTo(2_500);
        assertThat(requests.tokens(0)).isBetween(10, 20);
        assertThat(requests.tokens(2)).isEqualTo(7);
    }

    @Test
    void times_may_be_seconds() throws IOException {
        assertThat(requests("100.5\n102\n").arrival(1)).isEqualTo(1_500);
    }

    @Test
    void a_line_that_says_nothing_useful_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("trace.csv"), "1\nyesterday\n");

        assertThatThrownBy(() -> Trace.read(file))
                .hasMessageContaining("trace.csv:2: write an instant or seconds")
                .hasMessageContaining("2026-03-02T09:15:00Z,1200,2500");
    }

    @Test
    void a_trace_without_requests_is_none() throws IOException {
        Path file = Files.writeString(folder.resolve("trace.csv"), "# nothing\n");

        assertThatThrownBy(() -> Trace.read(file)).hasMessageContaining("no request");
    }

    private Requests requests(String lines) throws IOException {
        Trace trace = Trace.read(Files.writeString(folder.resolve("trace.csv"), lines));
        Traffic traffic = new Traffic(
                1,
                Curve.CONSTANT,
                new Range(10, 20),
                new Range(1_000, 1_000),
                Duration.ofMinutes(1),
                Optional.of(trace));
        World world = Worlds.classic(1, Curve.CONSTANT, 1, 1);
        return traffic.requests(1, world.start(), world.end(), World.ZONE, new SplittableRandom(1));
    }
}
