package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.LONG;
import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static dev.quotarouter.gemini.GeminiServer.answer;
import static dev.quotarouter.gemini.StreamTexts.all;
import static dev.quotarouter.gemini.StreamTexts.broken;
import static dev.quotarouter.gemini.StreamTexts.chunk;
import static dev.quotarouter.gemini.StreamTexts.failed;
import static dev.quotarouter.gemini.StreamTexts.finish;
import static dev.quotarouter.gemini.StreamTexts.opened;
import static dev.quotarouter.gemini.StreamTexts.said;
import static dev.quotarouter.gemini.StreamTexts.sse;
import static dev.quotarouter.gemini.StreamTexts.text;
import static dev.quotarouter.gemini.StreamTexts.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.Candidate;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatResponseCollector;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.StreamEvent;
import dev.quotarouter.provider.StreamLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream says; how it comes is {@link GeminiStreamLineTest}'s matter. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class GeminiStreamTest {
    private static final String ERROR =
            "{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"overloaded\",\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n";

    private final GeminiServer gemini = new GeminiServer();

    @AfterEach
    void close() {
        assertThat(gemini.provider.callsUnderWay()).isZero();
        gemini.close();
    }

    private List<StreamEvent> events(String body) {
        return all(opened(gemini.stream(body)));
    }

    private Failure breakOf(String body) {
        List<StreamEvent> events = events(body);
        return broken(events.get(events.size() - 1));
    }

    @Test
    void chunks_come_one_by_one_and_make_the_reply() {
        String stream = sse("""
                {"candidates": [{"content": {"parts": [{"text": "hm","thought": true}],"role": "model"}}],\
                "usageMetadata": {"promptTokenCount": 4,"totalTokenCount": 4},"modelVersion": "m","responseId": "r"}""", text("Hel"), text("lo."), """
                {"candidates": [{"content": {"parts": [{"text": "","thoughtSignature": "c2ln"}]},"finishReason": "STOP"}],\
                "usageMetadata": {"promptTokenCount": 4,"candidatesTokenCount": 2,"totalTokenCount": 6}}""");

        List<StreamEvent> events = events(stream);
        ChatResponse response = whole(opened(gemini.stream(stream)));

        assertThat(events).hasSize(5);
        assertThat(chunk(events.get(0)).thoughts()).isEqualTo("hm");
        assertThat(chunk(events.get(1)).text()).isEqualTo("Hel");
        assertThat(chunk(events.get(1)).finishReason()).isEmpty();
        assertThat(chunk(events.get(3)).providerFinishReason()).isEqualTo("STOP");
        assertThat(response.message().parts())
                .containsExactly(new ThoughtPart("hm"), new TextPart("Hello."), new TextPart("", Optional.of("c2ln")));
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage()).isEqualTo(new TokenUsage(4, 2, 0, 0, 0, 6));
        assertThat(response.model()).isEqualTo("m");
        assertThat(response.id()).contains("r");
    }

    @Test
    void a_stream_asks_as_a_chat_does_but_at_its_own_address() throws Exception {
        whole(opened(gemini.stream(sse(text("x"), finish("STOP")))));
        gemini.reply(GeminiServer.OK);

        RecordedRequest stream = gemini.taken();
        assertThat(stream.getTarget()).isEqualTo("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
        assertThat(stream.getHeaders().get("x-goog-api-key")).isEqualTo(GeminiServer.SECRET);
        assertThat(stream.getBody()).isEqualTo(gemini.taken().getBody());
    }

    @Test
    void a_call_in_the_middle_is_why_it_stopped() {
        ChatResponse response = whole(opened(gemini.stream(sse(
                said("{\"functionCall\": {\"name\": \"f\",\"args\": {}},\"thoughtSignature\": \"c2ln\"}"),
                said("{\"text\": \"\",\"thoughtSignature\": \"x\"}"),
                finish("STOP")))));

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.signature()).contains("c2ln"));
    }

    @Test
    void counts_that_start_anew_or_stay_away_do_not_make_less_of_it() {
        ChatResponse response = whole(opened(gemini.stream(sse("""
                {"candidates": [{"content": {"parts": [{"text": "a"}]}}],"usageMetadata":\
                 {"promptTokenCount": 9,"candidatesTokenCount": 50,"thoughtsTokenCount": 7,"totalTokenCount": 66}}""", """
                {"candidates": [{"content": {"parts": [{"text": "b"}]}}],"usageMetadata":\
                 {"promptTokenCount": 9,"candidatesTokenCount": 3,"toolUsePromptTokenCount": 80,"totalTokenCount": 92}}""", finish("STOP")))));

        assertThat(response.usage()).isEqualTo(new TokenUsage(9, 50, 7, 0, 80, 92));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}} | CONTENT_BLOCKED",
                "{\"candidates\": [{\"finishReason\": \"SAFETY\"}]} | CONTENT_BLOCKED",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"\"}]},\"finishReason\": \"STOP\"}]} | MALFORMED_RESPONSE",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"t\", \"thought\": true}]},\"finishReason\": \"STOP\"}]} | MALFORMED_RESPONSE",
                "{\"candidates\": [{\"finishReason\": \"MALFORMED_FUNCTION_CALL\"}]} | MALFORMED_TOOL_CALL",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"functionCall\": {}}]}}]} | MALFORMED_TOOL_CALL",
                "{\"error\": {\"code\": 429,\"message\": \"m\"}} | THROTTLED",
                "{\"candidates\": [{\"content\": {\"role\": \"model\"}}]} | MALFORMED_RESPONSE",
                "{\"candidates\" | MALFORMED_RESPONSE",
                "[DONE] | MALFORMED_RESPONSE",
                "7 | MALFORMED_RESPONSE"
            })
    void what_fails_before_it_says_anything_was_never_opened(String event, FailureKind kind) {
        assertThat(failed(gemini.stream(sse(event))).kind()).isEqualTo(kind);
        // What says nothing comes before it; it is not the beginning of a reply.
        String silent = "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"\"}]},\"safetyRatings\": [{}]}],"
                + "\"usageMetadata\": {\"promptTokenCount\": 4}}";
        assertThat(failed(gemini.stream(sse(silent, silent, event))).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", ": comment\n\n", "<html>Sign in</html>", "{}", "[]", "null"})
    void what_is_no_stream_is_malformed(String body) {
        assertThat(failed(gemini.stream(body)).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    @Test
    void an_error_before_the_stream_is_read_like_any_other() {
        Failure array = failed(gemini.stream(answer(503, "[" + ERROR + "]")));
        Failure bare = failed(gemini.stream(ERROR));

        assertThat(array.kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(bare.kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(bare.message()).isEqualTo("overloaded");
    }

    @Test
    void thinking_may_use_up_all_tokens() {
        ChatResponse response = whole(opened(gemini.stream(sse(finish("MAX_TOKENS")))));

        assertThat(response.text()).isEmpty();
        assertThat(response.finishReason()).isEqualTo(FinishReason.MAX_TOKENS);
        assertThat(response.usage().totalTokens()).isEqualTo(9);
    }

    @Test
    void what_was_held_back_comes_with_the_first_content() {
        ChatResponse response = whole(opened(gemini.stream(sse(
                "{\"candidates\": [{\"safetyRatings\": [{\"category\": \"c\"}]}],\"modelVersion\": \"m\"}",
                text("x"),
                finish("STOP")))));

        assertThat(response.candidates().get(0).safetyRatings()).hasSize(1);
        assertThat(response.model()).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource({"SAFETY, CONTENT_FILTER", "RECITATION, CONTENT_FILTER", "OTHER, OTHER", "NEW_IN_2027, OTHER"})
    void a_reply_that_Gemini_breaks_off_has_its_reason(String theirs, FinishReason ours) {
        ChatResponse response = whole(opened(gemini.stream(sse(text("x"), finish(theirs)))));

        assertThat(response.text()).isEqualTo("x");
        assertThat(response.finishReason()).isEqualTo(ours);
        assertThat(response.providerFinishReason()).isEqualTo(theirs);
    }

    @Test
    void a_prompt_that_is_blocked_late_ends_the_reply() {
        ChatResponse response =
                whole(opened(gemini.stream(sse(text("x"), "{\"promptFeedback\": {\"blockReason\": \"OTHER\"}}"))));

        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.providerFinishReason()).isEqualTo("OTHER");
    }

    @Test
    void what_breaks_in_the_middle_says_why() {
        String text = sse(text("x"));

        assertThat(breakOf(text).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(breakOf(text).message()).contains("cut off");
        assertThat(breakOf(text + ERROR).kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(breakOf(text + sse(ERROR.replace("\n", ""))).kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(breakOf(text + "[" + ERROR + "]").kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(breakOf(text + sse(finish("MALFORMED_FUNCTION_CALL"))).kind())
                .isEqualTo(FailureKind.MALFORMED_TOOL_CALL);
        assertThat(breakOf(text + "data: {\"cand").kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(breakOf(sse(said("{\"text\": \"t\",\"thought\": true}"), finish("STOP")))
                        .message())
                .isEqualTo("an empty reply");
    }

    @ParameterizedTest
    @ValueSource(strings = {ERROR, "data: [DONE]\n\n", "data: nonsense\n\n", "nonsense", ": bye\n\n", "[DONE]"})
    void a_reply_that_is_whole_stays_whole(String after) {
        assertThat(whole(opened(gemini.stream(sse(text("x"), finish("STOP")) + after)))
                        .text())
                .isEqualTo("x");
    }

    @Test
    void what_comes_after_the_end_is_added() {
        ChatResponse response = whole(opened(gemini.stream(sse(
                text("x"),
                finish("STOP"),
                "{\"usageMetadata\": {\"totalTokenCount\": 11}}",
                "{\"candidates\": [{\"groundingMetadata\": {\"webSearchQueries\": [\"q\"]}}]}"))));

        assertThat(response.usage().totalTokens()).isEqualTo(11);
        assertThat(response.grounding().searchQueries()).containsExactly("q");
    }

    private static String grounded(String sources, String places) {
        return """
            {"candidates": [{"content": {"parts": [{"text": "x"}]},"groundingMetadata": {"groundingChunks": [%s],\
            "groundingSupports": [{"segment": {"text": "x"},"groundingChunkIndices": [%s]}]}}]}""".formatted(sources, places);
    }

    private static String web(String uri) {
        return "{\"web\": {\"uri\": \"" + uri + "\"}}";
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Counted from the event's first source.
                "c,d | 0,1   | c,d",
                "c,d | 1,7   | d",
                // Counted from the stream's.
                "''  | 1     | b",
                "c,d | 0,2,0 | a,c,a",
                "c   | 1,2   | b,c",
                // From neither.
                "''  | 2     | ''",
            })
    void a_place_leads_to_a_source_of_its_event_or_else_of_an_earlier_one(String sources, String places, String uris) {
        String own = sources.isEmpty()
                ? ""
                : Stream.of(sources.split(",")).map(GeminiStreamTest::web).collect(Collectors.joining(","));
        List<StreamEvent> events = all(opened(
                gemini.stream(sse(grounded(web("a") + "," + web("b"), "0,1"), grounded(own, places), finish("STOP")))));
        ChatResponseCollector all = new ChatResponseCollector();
        events.subList(0, 3).forEach(event -> all.add(chunk(event)));

        assertThat(uris(all.response().grounding(), 0)).isEqualTo("a,b");
        assertThat(uris(all.response().grounding(), 1)).isEqualTo(uris);
        assertThat(uris(chunk(events.get(1)).grounding(), 0)).isEqualTo(uris);
    }

    private static String uris(Grounding grounding, int support) {
        return grounding.supports().get(support).sources().stream()
                .map(place -> grounding.sources().get(place).uri())
                .collect(Collectors.joining(","));
    }

    @Test
    void all_candidates_must_come_to_their_end() {
        String one = "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"b\"}]},\"index\": 1}]}";
        String end = "{\"candidates\": [{\"index\": 1,\"finishReason\": \"MALFORMED_FUNCTION_CALL\"}]}";

        assertThat(breakOf(sse(text("a"), one, finish("STOP"))).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(whole(opened(gemini.stream(sse(one, text("a"), finish("STOP"), end))))
                        .candidates())
                .extracting(Candidate::finishReason)
                .containsExactly(FinishReason.STOP, FinishReason.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s,\r\n%s]", "[%s\n,\n%s]\n", "data: [%s,%s]\n\n"})
    void a_stream_that_comes_as_an_array_is_a_stream(String form) {
        assertThat(whole(opened(gemini.stream(form.formatted(text("x"), finish("STOP")))))
                        .text())
                .isEqualTo("x");
    }

    @Test
    void a_whole_reply_in_place_of_a_stream_is_one_chunk() {
        assertThat(whole(opened(gemini.stream(GeminiServer.OK))).text()).isEqualTo("Hello.");
    }

    @Test
    void a_packed_stream_is_unpacked() throws Exception {
        Buffer packed = new Buffer();
        try (okio.BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8(sse(text("x"), finish("STOP")));
        }

        ChunkSource source = opened(gemini.stream(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(packed)
                .build()));

        assertThat(whole(source).text()).isEqualTo("x");
    }

    @Test
    void a_stream_is_the_same_wherever_its_bytes_are_cut() throws Exception {
        String stream = sse(
                        said("{\"text\": \"h\\u00e4\",\"thought\": true}"),
                        text("Grüß dich, 😀"),
                        said("{\"functionCall\": {\"id\": \"c\",\"name\": \"f\",\"args\": {\"a\": [1,2.50]}}}"),
                        finish("STOP"))
                + ": bye\n\n";
        ProviderWords words = new ProviderWords(new ApiKey("k", "secret"));
        List<StreamEvent> expected = chunks(new Buffer().writeUtf8(stream), Integer.MAX_VALUE, words);
        assertThat(expected).hasSize(5).last().isInstanceOf(StreamEvent.End.class);
        long bytes = new Buffer().writeUtf8(stream).size();

        for (int cut = 1; cut < bytes; cut++) {
            assertThat(chunks(new Buffer().writeUtf8(stream), cut, words))
                    .as("cut at %s", cut)
                    .isEqualTo(expected);
        }
    }

    /** The first piece is as long as the cut says, and so is every further one. */
    private static List<StreamEvent> chunks(Buffer stream, int piece, ProviderWords words) throws Exception {
        okio.BufferedSource source = Okio.buffer((okio.Source) new okio.ForwardingSource(stream) {
            @Override
            public long read(Buffer sink, long count) throws java.io.IOException {
                return super.read(sink, Math.min(piece, count));
            }
        });
        GeminiChunks chunks = new GeminiChunks(source, 1_000, words);
        List<StreamEvent> events = new ArrayList<>();
        do {
            events.add(chunks.next());
        } while (events.get(events.size() - 1) instanceof StreamEvent.Chunk);
        return events;
    }

    @Test
    void streams_one_after_the_other_share_a_connection() {
        for (int i = 0; i < 3; i++) {
            whole(opened(gemini.stream(sse(text("x"), finish("STOP")))));
            assertThat(gemini.taken().getConnectionIndex()).isZero();
        }
    }

    @Test
    void leaving_a_stream_of_HTTP_2_leaves_its_connection_to_the_others() {
        MockWebServer http2 = new MockWebServer();
        http2.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        try (GeminiServer server = new GeminiServer(http2, builder -> builder.okHttpClient(client))) {
            String stream = sse(text("x"), finish("STOP"));
            ChunkSource left = opened(server.stream(new MockResponse.Builder()
                    .body(sse(text("x")) + ":".repeat(100_000))
                    .throttleBody(1_000, 1, TimeUnit.SECONDS)
                    .build()));
            ChunkSource kept = opened(server.stream(stream));

            left.close();

            assertThat(whole(kept).text()).isEqualTo("x");
            assertThat(whole(opened(server.stream(stream))).text()).isEqualTo("x");
            assertThat(broken(left.next()).kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(server.provider.callsUnderWay()).isZero();
            for (int i = 0; i < 3; i++) {
                assertThat(server.taken().getConnectionIndex()).isZero();
            }
        }
    }

    @Test
    void a_request_that_cannot_be_sent_is_not_sent() {
        ChatRequest request = ChatRequest.builder("group")
                .user("Hi")
                .stop("a", "b", "c", "d", "e", "f")
                .build();

        Failure failure = failed(
                gemini.connection(MODEL).stream(gemini.call(MODEL, request, LONG), new StreamLimits(LONG, LONG)));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.sent()).isFalse();
        assertThat(gemini.wire.getRequestCount()).isZero();
    }
}
