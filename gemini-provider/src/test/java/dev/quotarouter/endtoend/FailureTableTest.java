package dev.quotarouter.endtoend;

import static dev.quotarouter.endtoend.Views.attempts;
import static dev.quotarouter.endtoend.Views.explained;
import static dev.quotarouter.endtoend.Views.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.ContentBlockedException;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each failure of Gemini's means for the request and for the books, over real HTTP. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class FailureTableTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");
    private static final String PRO = "gemini-2.5-pro";
    private static final String FLASH = "gemini-2.5-flash";

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private GeminiSimulator gemini;
    private QuotaRouter router;

    @BeforeEach
    void start() {
        gemini = GeminiSimulator.builder()
                .clock(time::now)
                .project("one", p -> p.key("first", "KEY-1").model(PRO, Limits.UNLIMITED))
                .project("two", p -> p.key("second", "KEY-2").model(FLASH, Limits.UNLIMITED))
                .start();
        router = firstThenSecond(builder());
    }

    @AfterEach
    void stop() {
        router.close();
        gemini.close();
    }

    static Stream<Arguments> failuresThatFailOver() {
        return Stream.of(
                row(GeminiError.MINUTE_REQUESTS, FailureKind.MINUTE_QUOTA_EXHAUSTED, Availability.MINUTE_FULL),
                row(GeminiError.MINUTE_TOKENS, FailureKind.MINUTE_QUOTA_EXHAUSTED, Availability.MINUTE_FULL),
                row(GeminiError.DAY_REQUESTS, FailureKind.DAY_QUOTA_EXHAUSTED, Availability.DAY_FULL),
                row(GeminiError.DAY_REQUESTS_SHORT_DELAY, FailureKind.DAY_QUOTA_EXHAUSTED, Availability.DAY_FULL),
                row(GeminiError.NO_QUOTA, FailureKind.NO_QUOTA, Availability.POOL_CLOSED),
                row(GeminiError.MODEL_CLOSED_TO_NEW_USERS, FailureKind.MODEL_CLOSED, Availability.POOL_CLOSED),
                row(GeminiError.MODEL_UNKNOWN, FailureKind.MODEL_NOT_FOUND, Availability.COOLING_DOWN),
                row(GeminiError.EXHAUSTED_WITHOUT_DETAILS, FailureKind.THROTTLED, Availability.COOLING_DOWN),
                row(GeminiError.OVERLOADED, FailureKind.OVERLOADED, Availability.COOLING_DOWN),
                row(GeminiError.INTERNAL, FailureKind.SERVER_ERROR, Availability.COOLING_DOWN),
                row(GeminiError.DEADLINE_EXCEEDED, FailureKind.SERVER_ERROR, Availability.COOLING_DOWN),
                row(GeminiError.KEY_INVALID, FailureKind.KEY_REJECTED, Availability.KEY_BLOCKED),
                row(GeminiError.KEY_EXPIRED, FailureKind.KEY_REJECTED, Availability.KEY_BLOCKED),
                row(GeminiError.KEY_LEAKED, FailureKind.KEY_REJECTED, Availability.KEY_BLOCKED),
                row(GeminiError.PROJECT_DENIED, FailureKind.PROJECT_REJECTED, Availability.PROJECT_BLOCKED),
                row(GeminiError.PROJECT_SUSPENDED, FailureKind.PROJECT_REJECTED, Availability.PROJECT_BLOCKED),
                row(GeminiError.API_DISABLED, FailureKind.PROJECT_REJECTED, Availability.PROJECT_BLOCKED),
                row(GeminiError.CREDITS_DEPLETED, FailureKind.PROJECT_REJECTED, Availability.PROJECT_BLOCKED),
                row(GeminiError.CONTEXT_TOO_LONG, FailureKind.CONTEXT_WINDOW_EXCEEDED, Availability.AVAILABLE),
                argumentSet("garbage", Fault.garbage(), FailureKind.MALFORMED_RESPONSE, Availability.AVAILABLE),
                argumentSet("an HTML page", Fault.htmlPage(), FailureKind.MALFORMED_RESPONSE, Availability.AVAILABLE),
                argumentSet(
                        "a truncated body",
                        Fault.truncatedBody(),
                        FailureKind.MALFORMED_RESPONSE,
                        Availability.AVAILABLE),
                argumentSet(
                        "a malformed tool call",
                        Fault.finishReason("MALFORMED_FUNCTION_CALL"),
                        FailureKind.MALFORMED_TOOL_CALL,
                        Availability.AVAILABLE),
                argumentSet(
                        "a dropped connection",
                        Fault.droppedConnection(),
                        FailureKind.CONNECTION_FAILED,
                        Availability.COOLING_DOWN),
                argumentSet("no answer in time", Fault.stalled(), FailureKind.TIMEOUT, Availability.COOLING_DOWN));
    }

    private static Arguments row(GeminiError error, FailureKind kind, Availability then) {
        return argumentSet(error.name(), Fault.of(error), kind, then);
    }

    @ParameterizedTest
    @MethodSource("failuresThatFailOver")
    void it_fails_over_and_the_books_know_whom_to_blame(Fault fault, FailureKind kind, Availability then) {
        gemini.inject(fault.onModel(PRO).times(1));

        ChatResponse response = router.chat(HELLO);

        assertThat(attempts(response)).containsExactly("first " + kind, "second ok");
        assertThat(response.attempts().get(0).message()).isNotBlank().doesNotContain("KEY-1");
        boolean unharmed = then == Availability.AVAILABLE;
        // What was refused for quota took none of the day's.
        int used = then == Availability.MINUTE_FULL || then == Availability.DAY_FULL ? 0 : 1;
        assertThat(explained(router, HELLO))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("first " + (unharmed ? "chosen" : then)),
                        second -> assertThat(second).isEqualTo("second " + (unharmed ? "AVAILABLE" : "chosen")));
        assertThat(status(router))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("first " + then).endsWith(", " + used + " used"),
                        second -> assertThat(second).isEqualTo("second AVAILABLE, 1 used"));
    }

    @Test
    void a_tool_call_that_a_model_turns_down_is_learned() {
        gemini.inject(Fault.of(GeminiError.TOOLS_UNSUPPORTED).onModel(PRO).times(1));
        ChatRequest tools = ChatRequest.builder("chat")
                .user("weather?")
                .tool(Tool.function("get_weather", "Weather"))
                .build();

        assertThat(attempts(router.chat(tools))).containsExactly("first CAPABILITY_MISSING", "second ok");
        assertThat(attempts(router.chat(tools))).containsExactly("second ok");
        assertThat(explained(router, tools)).containsExactly("first CAPABILITY_MISSING", "second chosen");
        assertThat(explained(router, HELLO)).containsExactly("first chosen", "second AVAILABLE");
        assertThat(status(router)).containsExactly("first AVAILABLE, 1 used", "second AVAILABLE, 2 used");
    }

    @Test
    void a_request_larger_than_a_minute_goes_elsewhere_and_cools_nothing() {
        gemini.inject(Fault.of(GeminiError.MINUTE_TOKENS).onModel(PRO).times(1));
        ChatRequest large = ChatRequest.of("chat", "word ".repeat(300_000));

        assertThat(attempts(router.chat(large))).containsExactly("first LARGER_THAN_WINDOW", "second ok");
        assertThat(explained(router, large)).containsExactly("first WINDOW_TOO_SMALL", "second chosen");
        assertThat(explained(router, HELLO)).containsExactly("first chosen", "second AVAILABLE");
        // What can never fit took nothing.
        assertThat(status(router)).containsExactly("first AVAILABLE, 0 used", "second AVAILABLE, 1 used");
    }

    @Test
    void a_name_that_no_model_has_rests_until_the_reset_and_the_models_other_names_serve() {
        String misspelt = PRO + "-preview-06-05";
        try (QuotaRouter aliases = builder()
                .deployment(at(gemini, misspelt, "KEY-1").id("misspelt").build())
                .deployment(at(gemini, PRO, "KEY-1").id("right").build())
                .build()) {
            gemini.inject(Fault.of(GeminiError.MODEL_UNKNOWN).onModel(misspelt));
            ChatResponse response = aliases.chat(HELLO);
            while (response.attempts().size() == 1) {
                // Both have the same quota: chance decides which of them is asked first.
                response = aliases.chat(HELLO);
            }

            assertThat(attempts(response)).containsExactly("misspelt MODEL_NOT_FOUND", "right ok");
            assertThat(attempts(aliases.chat(HELLO))).containsExactly("right ok");
            assertThat(explained(aliases, HELLO)).containsExactly("misspelt COOLING_DOWN for PT12H", "right chosen");
            assertThat(aliases.status().pools()).as("one model, one quota").hasSize(1);

            time.advance(Duration.ofHours(12));
            assertThat(explained(aliases, HELLO)).noneMatch(line -> line.contains("COOLING_DOWN"));
        }
    }

    @Test
    void a_request_that_is_wrong_goes_back_at_once() {
        gemini.inject(Fault.of(GeminiError.ARGUMENT_INVALID).onModel(PRO).times(1));

        Throwable thrown = catchThrowable(() -> router.chat(HELLO));

        assertThat(thrown).isInstanceOf(InvalidRequestException.class);
        assertThat(attempts(thrown)).containsExactly("first INVALID_REQUEST");
        assertThat(gemini.calls()).hasSize(1);
        assertNobodyIsBlamed();
    }

    @Test
    void blocked_content_goes_back_at_once_with_the_reason() {
        gemini.inject(Fault.blockedPrompt("PROHIBITED_CONTENT").onModel(PRO).times(1));

        Throwable thrown = catchThrowable(() -> router.chat(HELLO));

        assertThat(thrown).isInstanceOf(ContentBlockedException.class).hasMessageContaining("PROHIBITED_CONTENT");
        assertThat(attempts(thrown)).containsExactly("first CONTENT_BLOCKED");
        assertThat(gemini.calls()).hasSize(1);
        assertNobodyIsBlamed();
    }

    @Test
    void a_reply_of_twenty_megabytes_is_read_and_harms_nobody() {
        gemini.inject(Fault.hugeBody(20_000_000).onModel(PRO).times(1));
        router.close();
        // However busy the machine is: it is the size that is tried here, not the time.
        router = firstThenSecond(builder().timeout(Duration.ofMinutes(1)));

        ChatResponse response = router.chat(HELLO);

        assertThat(response.text().length()).isEqualTo(20_000_000);
        assertThat(attempts(response)).containsExactly("first ok");
        assertNobodyIsBlamed();
    }

    @Test
    void a_model_that_two_projects_see_overloaded_rests_in_the_third_as_well_and_is_tried_once_after() {
        try (GeminiSimulator three = GeminiSimulator.builder()
                        .clock(time::now)
                        .project("one", p -> p.key("KEY-1").model(PRO, Limits.UNLIMITED))
                        .project("two", p -> p.key("KEY-2").model(PRO, Limits.UNLIMITED))
                        .project(
                                "three",
                                p -> p.key("KEY-3").model(PRO, Limits.UNLIMITED).model(FLASH, Limits.UNLIMITED))
                        .start();
                // Each day binds more than the one before: they are asked in this order.
                QuotaRouter routed = builder()
                        .deployment(
                                ofDay(three, PRO, "KEY-1", 20_000_000).id("one").build())
                        .deployment(
                                ofDay(three, PRO, "KEY-2", 2_000_000).id("two").build())
                        .deployment(
                                ofDay(three, PRO, "KEY-3", 200_000).id("three").build())
                        .deployment(
                                ofDay(three, FLASH, "KEY-3", 20_000).id("flash").build())
                        .build()) {
            three.inject(Fault.of(GeminiError.OVERLOADED).onModel(PRO).times(2));

            assertThat(attempts(routed.chat(HELLO))).containsExactly("one OVERLOADED", "two OVERLOADED", "flash ok");
            assertThat(explained(routed, HELLO))
                    .containsExactly(
                            "one COOLING_DOWN for PT1M",
                            "two COOLING_DOWN for PT1M",
                            "three MODEL_COOLING_DOWN for PT1M",
                            "flash chosen");
            assertThat(status(routed))
                    .containsExactly(
                            "one COOLING_DOWN for PT1M, 1 used",
                            "two COOLING_DOWN for PT1M, 1 used",
                            "three MODEL_COOLING_DOWN for PT1M, 0 used",
                            "flash AVAILABLE, 1 used");

            time.advance(Duration.ofSeconds(60));
            assertThat(attempts(routed.chat(HELLO))).containsExactly("one ok");
            assertThat(explained(routed, HELLO))
                    .containsExactly("one chosen", "two AVAILABLE", "three AVAILABLE", "flash AVAILABLE");
            assertThat(status(routed))
                    .containsExactly(
                            "one AVAILABLE, 2 used",
                            "two AVAILABLE, 1 used",
                            "three AVAILABLE, 0 used",
                            "flash AVAILABLE, 1 used");
            assertThat(three.calls()).hasSize(4);
        }
    }

    @Test
    void a_cancelled_chat_blames_nobody() {
        gemini.inject(Fault.stalled().onModel(PRO).times(1));

        CompletableFuture<ChatResponse> chat = router.chatAsync(HELLO);
        chat.cancel(true);

        // Whoever cancels hears of no attempts; the one that was under way is counted, as it may have arrived.
        assertThat(chat).isCancelled();
        assertNobodyIsBlamed();
    }

    private QuotaRouter firstThenSecond(QuotaRouterBuilder builder) {
        return builder.deployment(at(gemini, PRO, "KEY-1").id("first").build())
                // A day that binds: asked only where the first cannot serve.
                .deployment(ofDay(gemini, FLASH, "KEY-2", 1_000).id("second").build())
                .build();
    }

    private QuotaRouterBuilder builder() {
        return QuotaRouter.builder()
                .random(new EvenRests())
                .time(time)
                .scheduler(time)
                .allowedFails(0)
                .cooldown(Duration.ofSeconds(60))
                .timeout(Duration.ofSeconds(2));
    }

    private static Deployment.Builder ofDay(GeminiSimulator gemini, String model, String key, long requests) {
        return at(gemini, model, key).rpd(requests);
    }

    private static Deployment.Builder at(GeminiSimulator gemini, String model, String key) {
        return Deployment.builder("chat", "gemini/" + model)
                .apiKey(key)
                .baseUrl(gemini.url())
                .rpm(100_000);
    }

    /** The one call that was made counts, and the next would go the same way. */
    private void assertNobodyIsBlamed() {
        assertThat(explained(router, HELLO)).containsExactly("first chosen", "second AVAILABLE");
        assertThat(status(router)).containsExactly("first AVAILABLE, 1 used", "second AVAILABLE, 0 used");
    }
}
