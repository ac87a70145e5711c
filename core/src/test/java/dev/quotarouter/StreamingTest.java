package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedSource.broken;
import static dev.quotarouter.fixture.ScriptedSource.end;
import static dev.quotarouter.fixture.ScriptedSource.last;
import static dev.quotarouter.fixture.ScriptedSource.opened;
import static dev.quotarouter.fixture.ScriptedSource.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolResult;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.StreamBrokenException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.fixture.ScriptedSource;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.StreamEvent;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reader of a stream may rely on. */
@Timeout(60)
class StreamingTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "tokens:10");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final Map<String, Opening> openings = new HashMap<>();
    private final ScriptedProvider provider =
            new ScriptedProvider().stream((target, call) -> openings.get(target.model()));

    @Test
    void chunks_come_in_order_and_are_together_the_response() {
        openings.put("a", opened(text("The sky "), text("is "), last("blue.", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"));
                ChatStream stream = router.stream(HELLO)) {
            List<String> texts = new ArrayList<>();
            stream.forEach(chunk -> texts.add(chunk.text()));

            assertThat(texts).containsExactly("The sky ", "is ", "blue.");
            assertThat(stream.response().text()).isEqualTo("The sky is blue.");
            assertThat(stream.response().usage()).isEqualTo(ScriptedSource.usage(12, 3));
            assertThat(stream.response().attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.succeeded()).isTrue());
        }
    }

    @Test
    void the_response_reads_what_is_left() {
        openings.put("a", opened(text("one "), text("two "), last("three", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"));
                ChatStream stream = router.stream(HELLO)) {
            assertThat(stream.iterator().next().text()).isEqualTo("one ");

            assertThat(stream.response().text()).isEqualTo("one two three");
            assertThat(stream.iterator().hasNext()).isFalse();
            assertThatThrownBy(stream.iterator()::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void asking_whether_there_is_more_loses_nothing() {
        openings.put("a", opened(text("one "), last("two", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"));
                ChatStream stream = router.stream(HELLO)) {
            Iterator<ChatChunk> chunks = stream.iterator();
            assertThat(chunks.hasNext()).isTrue();
            assertThat(chunks.hasNext()).isTrue();
            assertThat(stream.iterator().next().text()).isEqualTo("one ");
            assertThat(chunks.next().text()).isEqualTo("two");
            assertThat(chunks.hasNext()).isFalse();
        }
    }

    @Test
    void room_is_held_until_the_stream_ends_and_then_settled_by_what_was_counted() {
        openings.put("a", opened(text("one "), last("two", 1_200, 3), end()));
        try (QuotaRouter router = router(deployment("a").rpm(5).tpm(10_000));
                ChatStream stream = router.stream(HELLO)) {
            stream.iterator().next();
            assertThat(tokens(router).reserved()).isEqualTo(10);

            ChatResponse unused = stream.response();

            assertThat(tokens(router).reserved()).isZero();
            assertThat(tokens(router).used()).isEqualTo(1_200);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"INVALID_REQUEST", "CONTENT_BLOCKED", "CANCELLED"})
    void what_fails_before_the_first_chunk_fails_over(FailureKind kind) {
        openings.put("a", new Opening.Failed(Failure.of(kind, "as scripted")));
        openings.put("b", opened(last("from b", 12, 3), end()));
        try (QuotaRouter router = router(
                        deployment("a").rpm(1_000), deployment("b").rpm(90_000).rpd(10_000_000));
                ChatStream stream = router.stream(HELLO)) {
            assertThat(stream.response().text()).isEqualTo("from b");
            assertThat(stream.response().attempts())
                    .extracting(Attempt::deployment)
                    .containsExactly("a", "b");
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_stream_that_no_one_can_open_fails_like_a_chat() {
        openings.put("a", new Opening.Failed(Failure.of(FailureKind.OVERLOADED, "as scripted")));
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.stream(HELLO)).isInstanceOf(AttemptsFailedException.class);
            assertNothingIsReserved(router);
        }
    }

    @Test
    void what_breaks_after_the_first_chunk_ends_with_all_that_had_arrived_and_is_not_begun_again() {
        openings.put("a", opened(chunk("half ", 40, 1), text("a word"), broken(FailureKind.OVERLOADED)));
        openings.put("b", opened(last("from b", 12, 3), end()));
        try (QuotaRouter router = router(
                        deployment("a").rpm(1_000).tpm(10_000),
                        deployment("b").rpm(90_000).rpd(10_000_000));
                ChatStream stream = router.stream(HELLO)) {
            StreamBrokenException broken = catchThrowableOfType(StreamBrokenException.class, stream::response);

            assertThat(broken.kind()).isEqualTo(FailureKind.OVERLOADED);
            assertThat(broken.partial().text()).isEqualTo("half a word");
            assertThat(broken.partial().usage().inputTokens()).isEqualTo(40);
            assertThat(broken.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.failure()).hasValue(FailureKind.OVERLOADED));
            assertThat(broken).hasNoCause();
            assertThat(provider.calls()).hasSize(1);
            assertNothingIsReserved(router);
            assertThat(tokens(router).used()).isEqualTo(40);
            assertThatThrownBy(() -> stream.iterator().hasNext()).isSameAs(broken);
        }
    }

    @Test
    void a_stream_that_breaks_counts_as_a_failure_of_its_deployment() {
        try (QuotaRouter router = router(deployment("a").allowedFails(0).cooldown(Duration.ofMinutes(3)))) {
            openings.put("a", opened(text("half"), broken(FailureKind.SERVER_ERROR)));
            ChatStream stream = router.stream(HELLO);

            assertThatThrownBy(stream::response).isInstanceOf(StreamBrokenException.class);

            assertThat(router.status().deployments().get(0).availability()).isEqualTo(Availability.COOLING_DOWN);
        }
    }

    @Test
    void on_request_another_deployment_goes_on_where_the_first_one_broke_off() {
        openings.put("a", opened(chunk("The sky ", 40, 2), broken(FailureKind.OVERLOADED)));
        openings.put("b", opened(last("is blue.", 55, 3), end()));
        try (QuotaRouter router = router(
                        deployment("a").rpm(1_000), deployment("b").rpm(90_000).rpd(10_000_000));
                ChatStream stream = router.stream(continued())) {
            List<TokenUsage> totals = new ArrayList<>();
            stream.forEach(chunk -> totals.add(chunk.usage()));

            assertThat(stream.response().text()).isEqualTo("The sky is blue.");
            assertThat(stream.response().usage()).isEqualTo(ScriptedSource.usage(95, 5));
            assertThat(totals).containsExactly(ScriptedSource.usage(40, 2), ScriptedSource.usage(95, 5));
            assertThat(stream.response().attempts())
                    .extracting(Attempt::deployment)
                    .containsExactly("a", "b");
            List<ChatMessage> asked = provider.calls().get(1).call().request().messages();
            assertThat(asked.get(1)).isEqualTo(ChatMessage.assistant("The sky "));
            assertThat(asked.get(2).text()).contains("Continue");
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_stream_that_cannot_be_continued_says_what_had_arrived_and_why() {
        openings.put("a", opened(text("half"), broken(FailureKind.OVERLOADED)));
        openings.put("b", new Opening.Failed(Failure.of(FailureKind.SERVER_ERROR, "as scripted")));
        try (QuotaRouter router = router(
                        deployment("a").rpm(1_000), deployment("b").rpm(90_000).rpd(10_000_000));
                ChatStream stream = router.stream(continued())) {
            StreamBrokenException broken = catchThrowableOfType(StreamBrokenException.class, stream::response);

            assertThat(broken.partial().text()).isEqualTo("half");
            assertThat(broken.attempts()).hasSize(2);
            assertThat(broken).hasCauseInstanceOf(AttemptsFailedException.class);
            assertNothingIsReserved(router);
        }
    }

    @Test
    void half_a_tool_call_or_half_an_object_is_not_continued() {
        ToolCall call = new ToolCall("1", "f", "{}");
        openings.put("a", opened(new StreamEvent.Chunk(ChatChunk.of(call)), broken(FailureKind.OVERLOADED)));
        openings.put("b", opened(last("from b", 12, 3), end()));
        try (QuotaRouter router =
                router(deployment("a").rpm(1_000), deployment("b").rpm(90_000).rpd(10_000_000))) {
            assertThatThrownBy(() -> router.stream(continued()).response()).isInstanceOf(StreamBrokenException.class);

            openings.put("a", opened(text("{\"half\":"), broken(FailureKind.MALFORMED_RESPONSE)));
            ChatRequest json =
                    continued().toBuilder().responseFormat(ResponseFormat.JSON).build();
            assertThatThrownBy(() -> router.stream(json).response()).isInstanceOf(StreamBrokenException.class);
            assertThat(provider.modelsCalled()).containsExactly("a", "a");
        }
    }

    @Test
    void closing_early_closes_the_source_and_settles_what_is_known() {
        ScriptedSource source = ScriptedSource.of(chunk("one ", 700, 1), text("two "));
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a").tpm(10_000))) {
            ChatStream stream = router.stream(HELLO);
            stream.iterator().next();

            stream.close();
            stream.close();

            assertThat(source.isClosed()).isTrue();
            assertNothingIsReserved(router);
            assertThat(tokens(router).used()).isEqualTo(700);
            assertThatThrownBy(stream::response).isInstanceOf(ChatCancelledException.class);
        }
    }

    @Test
    void closing_from_another_thread_wakes_the_reader() throws Exception {
        ScriptedSource source = ScriptedSource.of(text("one "));
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a").tpm(10_000))) {
            ChatStream stream = router.stream(HELLO);
            CompletableFuture<ChatResponse> reader = CompletableFuture.supplyAsync(stream::response);
            while (source.asked() < 2) {
                Thread.onSpinWait(); // Until the reader waits for the second event.
            }

            stream.close();

            assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(ChatCancelledException.class);
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_stream_that_has_ended_holds_nothing() {
        ScriptedSource source = ScriptedSource.of(last("all", 12, 3), end());
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a"))) {
            ChatStream stream = router.stream(HELLO);

            ChatResponse response = stream.response();

            assertThat(source.isClosed()).isTrue();
            assertNothingIsReserved(router);
            stream.close();
            assertThat(stream.response()).isSameAs(response);
        }
    }

    @Test
    void a_source_that_breaks_its_contract_is_a_broken_stream() {
        openings.put("a", new Opening.Opened(new ThrowingSource()));
        try (QuotaRouter router = router(deployment("a"));
                ChatStream stream = router.stream(HELLO)) {
            assertThatThrownBy(stream::response)
                    .isInstanceOf(StreamBrokenException.class)
                    .hasMessageContaining("IllegalStateException")
                    .hasMessageNotContaining("secret");
            assertNothingIsReserved(router);
        }
    }

    @Test
    void only_the_callers_own_deadline_bounds_a_stream_that_speaks() {
        openings.put("a", opened(last("all", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"))) {
            ChatResponse first = router.stream(HELLO).response();
            openings.put("a", opened(last("all", 12, 3), end()));
            ChatResponse second = router.stream(
                            HELLO.toBuilder().deadline(Duration.ofSeconds(20)).build())
                    .response();

            assertThat(first.text()).isEqualTo(second.text());
            assertThat(provider.calls().get(0).call().timeout()).isGreaterThan(Duration.ofDays(365));
            assertThat(provider.calls().get(1).call().timeout()).isEqualTo(Duration.ofSeconds(20));
        }
    }

    @Test
    void a_stream_is_as_long_silent_as_its_setting_says_nearest_first() {
        openings.put("a", opened(last("a", 12, 3), end()));
        openings.put("b", opened(last("b", 12, 3), end()));
        try (QuotaRouter router = Routers.with(provider, time)
                .timeout(Duration.ofSeconds(45))
                .streamTimeout(Duration.ofSeconds(10))
                .deployment(deployment("a")
                        .rpm(1_000)
                        .streamTimeout(Duration.ofSeconds(3))
                        .build())
                .deployment(deployment("b").rpm(90_000).rpd(10_000_000).build())
                .build()) {
            assertThat(router.stream(HELLO).response().text()).isEqualTo("a");
            openings.put("a", new Opening.Failed(Failure.of(FailureKind.OVERLOADED, "as scripted")));
            assertThat(router.stream(HELLO).response().text()).isEqualTo("b");

            assertThat(provider.silences())
                    .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(10));
        }
    }

    @Test
    void the_opening_takes_no_longer_than_the_request_has_left() {
        openings.put("a", opened(last("a", 12, 3), end()));
        try (QuotaRouter router = Routers.with(provider, time)
                .requestDeadline(Duration.ofSeconds(5))
                .streamTimeout(Duration.ofSeconds(10))
                .deployment(deployment("a").build())
                .build()) {
            assertThat(router.stream(HELLO).response().text()).isEqualTo("a");
            assertThat(provider.firstChunks()).containsExactly(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_trial_has_succeeded_with_the_first_chunk() {
        try (QuotaRouter router = router(deployment("a").allowedFails(0).cooldown(Duration.ofMinutes(3)))) {
            openings.put("a", new Opening.Failed(Failure.of(FailureKind.SERVER_ERROR, "as scripted")));
            assertThatThrownBy(() -> router.stream(HELLO)).isInstanceOf(AttemptsFailedException.class);
            time.advance(Duration.ofMinutes(4)); // A rest is up to a tenth longer.

            openings.put("a", opened(text("one "), last("two", 12, 3), end()));
            try (ChatStream trial = router.stream(HELLO)) {
                assertThat(trial.iterator().next().text()).isEqualTo("one ");
                assertThat(router.explain(HELLO).chosen()).hasValue("a");
            }
        }
    }

    @Test
    void closing_wakes_a_reader_whose_stream_is_being_continued() throws Exception {
        CompletableFuture<Opening> never = new CompletableFuture<>();
        provider.streamLater((target, call) -> target.model().equals("a")
                ? CompletableFuture.completedFuture(opened(text("half "), broken(FailureKind.OVERLOADED)))
                : never);
        try (QuotaRouter router =
                router(deployment("a").rpm(1_000), deployment("b").rpm(90_000).rpd(10_000_000))) {
            ChatStream stream = router.stream(continued());
            CompletableFuture<ChatResponse> reader = CompletableFuture.supplyAsync(stream::response);
            while (provider.calls().size() < 2) {
                Thread.onSpinWait(); // Until the rest is being asked for.
            }

            stream.close();
            stream.close();

            assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StreamBrokenException.class);
            assertThat(never).isCancelled();
            assertNothingIsReserved(router);
        }
    }

    @Test
    void signatures_that_were_rejected_stay_away_when_a_stream_is_continued() {
        List<Opening> script = new ArrayList<>(List.of(
                new Opening.Failed(Failure.of(FailureKind.SIGNATURE_REJECTED, "as scripted")),
                opened(text("half "), broken(FailureKind.OVERLOADED)),
                opened(last("whole", 12, 3), end())));
        provider.stream((target, call) -> script.remove(0));
        DataPart signed = new DataPart("image/png", new byte[] {1}).withSignature("c2ln");
        ChatRequest request = ChatRequest.builder("chat")
                .user("tokens:10")
                .message(new ChatMessage(Role.ASSISTANT, List.of(signed)))
                .user("tokens:10")
                .continueBrokenStream(true)
                .build();
        try (QuotaRouter router = router(deployment("a"), deployment("b"), deployment("c"))) {
            assertThat(router.stream(request).response().text()).isEqualTo("half whole");
            assertThat(provider.calls())
                    .extracting(call -> call.call()
                            .request()
                            .messages()
                            .get(1)
                            .parts()
                            .get(0)
                            .signature()
                            .isPresent())
                    .containsExactly(true, false, false);
        }
    }

    @Test
    void several_candidates_are_not_continued_as_if_they_were_one() {
        openings.put("a", opened(text("half "), broken(FailureKind.OVERLOADED)));
        ChatRequest two = continued().toBuilder()
                .options(ChatOptions.builder().candidateCount(2).build())
                .build();
        try (QuotaRouter router = router(deployment("a"), deployment("a2"))) {
            openings.put("a2", openings.get("a"));
            assertThatThrownBy(() -> router.stream(two).response()).isInstanceOf(StreamBrokenException.class);
            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void a_source_that_cannot_be_closed_costs_no_settlement() {
        openings.put("a", new Opening.Opened(new ThrowingSource()));
        try (QuotaRouter router = router(deployment("a"))) {
            router.stream(HELLO).close();
            assertNothingIsReserved(router);
        }
    }

    @Test
    void an_error_in_the_source_ends_the_stream_and_is_told() {
        ThrowingSource source = new ThrowingSource();
        source.thrown = new AssertionError("out of everything");
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a"))) {
            ChatStream stream = router.stream(HELLO);
            assertThatThrownBy(stream::response).isSameAs(source.thrown);
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_broken_stream_is_not_continued_after_the_router_was_closed() {
        ScriptedSource source = ScriptedSource.of(text("half "));
        openings.put("a", new Opening.Opened(source));
        openings.put("b", opened(last("from b", 12, 3), end()));
        QuotaRouter router =
                router(deployment("a").rpm(1_000), deployment("b").rpm(90_000).rpd(10_000_000));
        ChatStream stream = router.stream(continued());
        stream.iterator().next();

        router.close();
        source.feed(broken(FailureKind.OVERLOADED));

        assertThatThrownBy(stream::response).isInstanceOf(StreamBrokenException.class);
        assertThat(provider.calls()).hasSize(1);
    }

    @Test
    void what_is_said_stands_in_no_text_for_a_log() {
        String secret = "the prompt";
        List<Part> parts = List.of(
                new TextPart(secret),
                new ThoughtPart(secret),
                new FilePart("https://host/" + secret, "image/png"),
                new ToolCall("1", "f", "{\"a\":\"the prompt\"}"),
                new ToolResult("1", "f", secret),
                new CodePart("1", "PYTHON", secret, Optional.empty()),
                new CodeResultPart("1", "OUTCOME_OK", secret, Optional.empty()),
                new ProviderPart("p", "{\"a\":\"the prompt\"}"));
        assertThat(parts).allSatisfy(part -> assertThat(part.toString()).doesNotContain(secret));
        assertThat(ChatMessage.user(secret).toString()).doesNotContain(secret);
    }

    private static final class ThrowingSource implements ChunkSource {
        @Nullable
        Error thrown;

        @Override
        public StreamEvent next() {
            if (thrown != null) {
                throw thrown;
            }
            throw new IllegalStateException("secret");
        }

        @Override
        public CompletableFuture<StreamEvent> nextAsync() {
            throw new IllegalStateException("secret");
        }

        @Override
        public void close() {
            throw new IllegalStateException("secret");
        }
    }

    private static StreamEvent chunk(String text, long inputTokens, long outputTokens) {
        return new StreamEvent.Chunk(
                ChatChunk.of(new TextPart(text)).withUsage(ScriptedSource.usage(inputTokens, outputTokens)));
    }

    private static ChatRequest continued() {
        return HELLO.toBuilder().continueBrokenStream(true).build();
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }

    private static WindowUsage tokens(QuotaRouter router) {
        return router.status().pools().get(0).windows().stream()
                .filter(window ->
                        window.dimension() == QuotaDimension.INPUT_TOKENS && window.span() == QuotaSpan.MINUTE)
                .findFirst()
                .orElseThrow();
    }

    private static void assertNothingIsReserved(QuotaRouter router) {
        assertThat(router.status().pools())
                .flatExtracting(PoolStatus::windows)
                .extracting(WindowUsage::reserved)
                .allMatch(reserved -> reserved == 0);
    }
}
