package dev.quotarouter.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.differential.Corpus.Body;
import dev.quotarouter.provider.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Google's own client and ours read the same bytes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class DifferentialTest {
    /** Endings that need no explanation: a failure that comes of them has words of its own. */
    private static final Set<String> GOOD_ENDINGS = Set.of("STOP", Reading.NO_FINISH_REASON);

    private static final String WHOLE = "The tovlin sings at dusk.";
    private static final String BEGUN = "The tovlin sings at";
    private static final String FOUND = "Searching found.";
    private static final String NONE = Reading.NO_FINISH_REASON;
    private static final String UNREAD = "GenAiIOException";
    private static final String CUT_OFF = "MALFORMED_RESPONSE";

    private final BothSides sides = new BothSides();

    @AfterAll
    void close() {
        sides.close();
    }

    static List<Body> alike() {
        return Corpus.in("alike");
    }

    static List<Body> refused() {
        return Corpus.in("refused");
    }

    /**
     * What was read, in short.
     *
     * @param text the text
     * @param ending the name of what broke it off, or Google's word for its end
     * @param outputTokens what was counted for it
     */
    record Gist(String text, String ending, long outputTokens) {
        static Gist of(String text, String ending, List<Reading> readings) {
            return new Gist(
                    text,
                    ending,
                    readings.isEmpty() ? 0 : readings.get(0).usage().outputTokens());
        }
    }

    /** Where we differ, and are right: what Google's client reads, and what we do. */
    static Stream<Arguments> otherwise() {
        return Stream.of(
                // Proto3 reads null as absent.
                differs("call-with-null-args.json", new Gist("", UNREAD, 0), new Gist("", "STOP", 5)),
                differs("nulls-are-absences.json", new Gist("", UNREAD, 0), new Gist("Null and void.", "STOP", 4)),
                // Proto3 reads both spellings.
                differs("members-in-snake-case.json", new Gist("Slither.", NONE, 0), new Gist("Slither.", "STOP", 3)),
                // Gemini sends it where the wish for events was lost on the way.
                differs("array-in-place-of-events.sse", new Gist("", NONE, 0), new Gist(WHOLE, "STOP", 6)),
                // The standard of event streams drops the mark.
                differs(
                        "byte-order-mark-at-the-start.sse",
                        new Gist(" sings at dusk.", "STOP", 6),
                        new Gist(WHOLE, "STOP", 6)),
                // Other vendors end a stream so, and with them what stands in between.
                differs("done-marker-at-the-end.sse", new Gist(WHOLE, UNREAD, 6), new Gist(WHOLE, "STOP", 6)),
                // What was counted before a tool ran was used, whatever is counted after it.
                differs(
                        "candidates-count-gone-from-the-last-event.sse",
                        new Gist(FOUND, "STOP", 0),
                        new Gist(FOUND, "STOP", 30)),
                differs(
                        "counts-that-restart-after-a-tool.sse",
                        new Gist(FOUND, "STOP", 11),
                        new Gist(FOUND, "STOP", 55)),
                // A fragment must not pass for a reply.
                differs("cut-off-between-events.sse", new Gist(BEGUN, NONE, 4), new Gist(BEGUN, CUT_OFF, 4)),
                differs("cut-off-in-the-name-of-a-field.sse", new Gist(BEGUN, NONE, 4), new Gist(BEGUN, CUT_OFF, 4)),
                differs("no-event-at-all.sse", new Gist("", NONE, 0), new Gist("", CUT_OFF, 0)),
                // So Gemini tells an error in mid-stream.
                differs(
                        "error-in-bare-json-after-some-text.sse",
                        new Gist(BEGUN, NONE, 4),
                        new Gist(BEGUN, "OVERLOADED", 4)),
                differs(
                        "error-in-a-bare-array-after-some-text.sse",
                        new Gist(BEGUN, NONE, 4),
                        new Gist(BEGUN, "OVERLOADED", 4)));
    }

    private static Arguments differs(String file, Gist google, Gist ours) {
        return Arguments.of("otherwise/" + file, google, ours);
    }

    @ParameterizedTest
    @MethodSource("alike")
    void both_read_the_same(Body body) {
        GoogleSdk.Told google = sides.google(body);
        OurAdapter.Told ours = sides.ours(body);

        assertThat(google.error()).isEmpty();
        assertThat(ours.failure()).isEmpty();
        assertThat(ours.readings()).isEqualTo(google.readings());
        assertThat(ours.model()).isEqualTo(google.model());
        assertThat(ours.id()).isEqualTo(google.id());
    }

    @ParameterizedTest
    @MethodSource("alike")
    void a_call_keeps_its_id_and_has_one_of_its_own_where_there_was_none(Body body) {
        List<Optional<String>> theirs = sides.google(body).callIds();
        List<String> ours = sides.ours(body).response().orElseThrow().toolCalls().stream()
                .map(ToolCall::id)
                .toList();

        assertThat(ours).hasSameSizeAs(theirs).doesNotHaveDuplicates().doesNotContain("");
        for (int i = 0; i < ours.size(); i++) {
            assertThat(ours.get(i)).isEqualTo(theirs.get(i).orElse(ours.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_we_refuse_is_no_good_reply_to_google_either(Body body) {
        GoogleSdk.Told google = sides.google(body);
        OurAdapter.Told ours = sides.ours(body);

        Failure failure = ours.failure().orElseThrow();
        assertThat("refused/" + failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .isEqualTo(body.folder());
        assertThat(ours.text()).isEqualTo(body.isStream() ? google.text() : "");
        if (GOOD_ENDINGS.contains(google.ending())) {
            assertThat(google.text()).isEmpty();
        } else if (google.error().isEmpty()) {
            assertThat(failure.message()).startsWith(google.ending());
        }
    }

    @ParameterizedTest
    @MethodSource("otherwise")
    void where_we_differ_we_mean_to(String path, Gist theirs, Gist mine) {
        GoogleSdk.Told google = sides.google(Corpus.body(path));
        OurAdapter.Told ours = sides.ours(Corpus.body(path));

        assertThat(Gist.of(google.text(), google.ending(), google.readings())).isEqualTo(theirs);
        assertThat(Gist.of(ours.text(), ours.ending(), ours.readings())).isEqualTo(mine);
    }

    @Test
    void every_body_is_read_by_one_of_these_tests() {
        assertThat(Corpus.in("otherwise"))
                .extracting(Body::path)
                .containsExactlyInAnyOrderElementsOf(otherwise()
                        .map(difference -> (String) difference.get()[0])
                        .toList());
        assertThat(alike().size() + refused().size() + otherwise().count())
                .isEqualTo(Corpus.all().size());
    }
}
