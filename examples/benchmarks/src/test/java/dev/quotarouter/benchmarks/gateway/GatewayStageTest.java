package dev.quotarouter.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.benchmarks.load.Contender;
import dev.quotarouter.benchmarks.load.Reply;
import dev.quotarouter.benchmarks.load.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The real gateway in its process, before the server that answers at once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayStageTest {
    private static Stage stage;

    @BeforeAll
    static void set() throws IOException {
        stage = GatewayStage.set(false);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void a_whole_answer_through_the_gateway_says_what_gemini_said() throws IOException {
        try (Contender direct = client(Way.DIRECT);
                Contender gateway = client(Way.QUOTAROUTER)) {
            Reply said = direct.chat().read();

            assertThat(said.text()).startsWith("The oldest library");
            // Not the tokens of the reply: in OpenAI's words thoughts are among them.
            assertThat(gateway.chat().read().text()).isEqualTo(said.text());
            assertThat(gateway.chat().read().promptTokens()).isEqualTo(said.promptTokens());
        }
    }

    @Test
    void a_stream_through_the_gateway_says_what_gemini_said_and_comes_in_pieces() throws IOException {
        AtomicInteger pieces = new AtomicInteger();
        try (Contender direct = client(Way.DIRECT);
                Contender gateway = client(Way.QUOTAROUTER)) {
            Reply said = direct.stream(() -> {}).read();

            assertThat(said.text()).startsWith("The oldest library");
            assertThat(gateway.stream(pieces::incrementAndGet).read().text()).isEqualTo(said.text());
            assertThat(pieces.get()).isGreaterThan(1);
        }
    }

    @Test
    void a_connection_serves_one_call_after_the_other() throws IOException {
        try (Contender gateway = client(Way.QUOTAROUTER)) {
            Reply first = gateway.chat().read();

            assertThat(gateway.chat().read()).isEqualTo(first);
        }
    }

    @Test
    void a_refusal_is_no_answer() throws IOException {
        Wire wrong = new Wire(
                "GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(US_ASCII), new byte[0], "stop", "stop");
        try (Contender client = new SocketClient(stage.serverOf(Way.QUOTAROUTER), wrong)) {
            assertThatThrownBy(client::chat).isInstanceOf(IOException.class).hasMessageStartingWith("HTTP 404");
        }
    }

    @Test
    void an_answer_without_its_end_is_none() {
        RawAnswer cut = new RawAnswer(
                200, "{\"choices\": [{\"message\": {\"content\": \"The oldest library".getBytes(US_ASCII));

        assertThatThrownBy(() -> cut.requireWhole("\"stop\"")).isInstanceOf(IOException.class);
    }

    @Test
    void an_answer_of_other_words_is_none() {
        RawAnswer other =
                new RawAnswer(200, "{\"content\": \"Sorry\", \"finish_reason\": \"stop\"}".getBytes(US_ASCII));

        assertThatThrownBy(() -> other.requireWhole("\"stop\"")).isInstanceOf(IOException.class);
    }

    @Test
    void a_stream_without_its_last_event_is_none() {
        RawAnswer cut = new RawAnswer(
                200, "data: {\"content\": \"The oldest library\", \"finish_reason\": \"stop\"}".getBytes(US_ASCII));

        assertThatThrownBy(() -> cut.requireWhole(Wire.quotaRouter().streamEnd()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void nothing_is_left_at_work_where_a_gateway_does_not_start() {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        Set<ProcessHandle> started = new HashSet<>();

        assertThatThrownBy(() -> GatewayStage.set(() -> {
                    ProcessHandle.current().children().forEach(started::add);
                    started.removeAll(before);
                    throw new IOException("no Node");
                }))
                .hasMessage("no Node");

        assertThat(started)
                .hasSize(2)
                .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofMinutes(1)));
    }

    private static Contender client(Way way) {
        return way.open(stage.serverOf(way));
    }
}
