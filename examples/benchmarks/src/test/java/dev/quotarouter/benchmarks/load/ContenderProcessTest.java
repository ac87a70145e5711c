package dev.quotarouter.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.benchmarks.call.Client;
import dev.quotarouter.benchmarks.loopback.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContenderProcessTest {
    @Test
    void answers_turn_by_turn_with_what_was_measured() throws IOException {
        try (ServerProcess server = ServerProcess.start();
                ContenderProcess process = ContenderProcess.start(
                        Client.ROUTER,
                        server.url(),
                        OptionalLong.of(ProcessHandle.current().pid()))) {
            Sample plain = process.take(new Turn(3, Mode.PLAIN, 500));
            Sample streamed = process.take(new Turn(1, Mode.STREAMED, 500));

            assertThat(plain.calls()).isPositive();
            assertThat(plain.callsPerSecond()).isPositive();
            assertThat(plain.whole().median())
                    .isPositive()
                    .isLessThanOrEqualTo(plain.whole().p99());
            assertThat(plain.firstChunk()).isEmpty();
            assertThat(plain.cpuMicros()).isPositive();
            assertThat(plain.server())
                    .hasValueSatisfying(use -> assertThat(use.cpuMicros()).isNotNegative());
            assertThat(plain.bytes()).isGreaterThan(1_180); // At least the text.
            assertThat(streamed.firstChunk())
                    .hasValueSatisfying(first -> assertThat(first.median())
                            .isPositive()
                            .isLessThanOrEqualTo(streamed.whole().p99()));
        }
    }

    @Test
    void gives_no_figure_for_calls_that_fail() throws IOException {
        try (ContenderProcess process =
                ContenderProcess.start(Client.BY_HAND, URI.create("http://127.0.0.1:1"), OptionalLong.empty())) {
            assertThatThrownBy(() -> process.take(new Turn(2, Mode.PLAIN, 60_000)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended before it answered");
        }
    }
}
