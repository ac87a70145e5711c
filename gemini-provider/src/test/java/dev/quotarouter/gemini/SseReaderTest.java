package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SseReaderTest {
    private static final String TWO_EVENTS = "data: {\"a\":1}\n\ndata: {\"b\":2}\n\n";

    /** The bytes in pieces of one length, as a socket might hand them over. */
    private record Pieces(Buffer bytes, int length) implements Source {
        @Override
        public long read(Buffer sink, long count) {
            return bytes.read(sink, Math.min(count, length));
        }

        @Override
        public Timeout timeout() {
            return Timeout.NONE;
        }

        @Override
        public void close() {}
    }

    private static BufferedSource inPieces(String text, int length) {
        return Okio.buffer(new Pieces(new Buffer().writeUtf8(text), length));
    }

    private static List<String> events(BufferedSource source) throws IOException {
        SseReader reader = new SseReader(source, 1_000);
        List<String> events = new ArrayList<>();
        for (Optional<byte[]> event = reader.next(); event.isPresent(); event = reader.next()) {
            events.add(new String(event.get(), StandardCharsets.UTF_8));
        }
        assertThat(reader.next()).isEmpty();
        return events;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TWO_EVENTS,
                "data: {\"a\":1}\r\n\r\ndata: {\"b\":2}\r\n\r\n",
                "data: {\"a\":1}\r\rdata: {\"b\":2}\r\r",
                "data: {\"a\":1}\r\n\rdata: {\"b\":2}\n\r",
                "\ufeffdata: {\"a\":1}\n\ndata: {\"b\":2}\n\n",
                "data:{\"a\":1}\n\ndata:{\"b\":2}",
                "data: {\"a\":1}\n\ndata: {\"b\":2}\n",
                "\n\n: hello\n\ndata: {\"a\":1}\n\n:\n\n\ndata: {\"b\":2}\n\n: bye",
                "event: message\nid: 7\ndata: {\"a\":1}\nretry: 10\n\ndatum: x\nhello\ndata: {\"b\":2}\n\n",
            })
    void events_are_the_same_in_every_form_and_however_they_are_cut(String stream) throws IOException {
        for (int length = 1; length <= stream.length() + 3; length++) {
            assertThat(events(inPieces(stream, length)))
                    .as("pieces of %s", length)
                    .containsExactly("{\"a\":1}", "{\"b\":2}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void several_lines_are_one_event(String lineEnd) throws IOException {
        String stream = "data: {\ndata\ndata:  \"a\"\ndata:}\n\n".replace("\n", lineEnd);

        for (int length = 1; length <= stream.length(); length++) {
            assertThat(events(inPieces(stream, length))).containsExactly("{\n\n \"a\"\n}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n", "\n", "\r\n\r\n", "\r"})
    void JSON_without_the_form_of_an_event_is_the_last_one(String between) throws IOException {
        String error = "{\n  \"error\": {\n\n    \"code\": 503\n  }\n}";
        String stream = "data: {\"a\":1}" + between + error;

        for (int length = 1; length <= stream.length(); length++) {
            assertThat(events(inPieces(stream, length))).hasSize(2).first().isEqualTo("{\"a\":1}");
            assertThat(events(inPieces(stream, length)).get(1).strip()).isEqualTo(error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{\r\n},\r\n{}]\r\n", "  {\n}", "\ufeff[{}]"})
    void a_reply_that_is_no_stream_at_all_is_one_event(String body) throws IOException {
        assertThat(events(inPieces(body, 2)))
                .singleElement()
                .asString()
                .isEqualToIgnoringWhitespace(body.replace("\ufeff", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\n", ": only a comment", "<html>\n<p>Sign in\n</html>", "\r\n"})
    void what_has_no_data_has_no_events(String body) throws IOException {
        assertThat(events(inPieces(body, 5))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void an_event_beyond_the_bound_breaks_the_stream(int piece) {
        String line = "data: " + "x".repeat(600) + "\n";

        assertThatThrownBy(() -> events(inPieces(line + line, piece)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than 1000 bytes");
        assertThatThrownBy(() -> events(inPieces("{" + "x".repeat(1_000), piece)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> events(inPieces(":" + "x".repeat(1_000), piece)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void many_events_may_be_longer_than_one() throws IOException {
        assertThat(events(inPieces(TWO_EVENTS.repeat(500), 10_000))).hasSize(1_000);
    }

    @Test
    void only_what_is_there_is_given_without_waiting() throws IOException {
        BufferedSource source = inPieces(TWO_EVENTS, TWO_EVENTS.length() - 1);
        SseReader reader = new SseReader(source, 1_000);

        assertThat(reader.buffered()).isEmpty();
        assertThat(reader.next())
                .hasValueSatisfying(event -> assertThat(event).asString().isEqualTo("{\"a\":1}"));
        assertThat(reader.buffered()).isEmpty();
        assertThat(reader.next())
                .hasValueSatisfying(event -> assertThat(event).asString().isEqualTo("{\"b\":2}"));
    }
}
