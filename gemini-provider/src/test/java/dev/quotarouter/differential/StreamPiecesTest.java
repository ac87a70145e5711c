package dev.quotarouter.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.differential.Corpus.Body;
import dev.quotarouter.provider.Failure;
import java.util.List;
import java.util.stream.IntStream;
import okio.ByteString;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream says the same however the network cuts it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class StreamPiecesTest {
    private final Loopback server = new Loopback();
    private final OurAdapter ours = new OurAdapter(server.address());

    @AfterAll
    void close() {
        ours.close();
        server.close();
    }

    static List<Body> streams() {
        return Corpus.all().stream().filter(Body::isStream).toList();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void byte_by_byte(Body body) {
        OurAdapter.Told whole = whole(body);
        List<ByteString> bytes = IntStream.range(0, body.bytes().size())
                .mapToObj(i -> body.bytes().substring(i, i + 1))
                .toList();

        server.stream(bytes);
        assertSame(ours.read(true), whole);

        server.stream(bytes);
        assertSame(ours.readAsync(), whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alike/scripts-across-events.sse",
                "alike/data-over-several-lines.sse",
                "otherwise/byte-order-mark-at-the-start.sse",
                "otherwise/error-in-bare-json-after-some-text.sse"
            })
    void in_two_pieces_wherever_it_is_cut(String path) {
        Body body = Corpus.body(path);
        OurAdapter.Told whole = whole(body);

        for (int cut = 1; cut < body.bytes().size(); cut++) {
            server.stream(List.of(body.bytes().substring(0, cut), body.bytes().substring(cut)));
            assertSame(ours.read(true), whole);
        }
    }

    private OurAdapter.Told whole(Body body) {
        server.stream(List.of(body.bytes()));
        return ours.read(true);
    }

    private static void assertSame(OurAdapter.Told pieces, OurAdapter.Told whole) {
        assertThat(pieces.chunks())
                .usingRecursiveFieldByFieldElementComparator(RecursiveComparisonConfiguration.builder()
                        .withEqualsForType(StreamPiecesTest::sameButForTheId, ToolCall.class)
                        .build())
                .isEqualTo(whole.chunks());
        assertThat(pieces.failure().map(Failure::toString))
                .isEqualTo(whole.failure().map(Failure::toString));
    }

    /** A call that came without an id gets a new one each time. */
    private static boolean sameButForTheId(ToolCall one, ToolCall other) {
        return one.name().equals(other.name())
                && one.argumentsJson().equals(other.argumentsJson())
                && one.signature().equals(other.signature());
    }
}
