package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.ContentBlockedException;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import java.time.Duration;
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
        router = QuotaRouter.builder()
                .time(time)
                .scheduler(time)
                .deployment(deployment(PRO, "KEY-1").id("first").rpm(100_000).build())
                // A day that binds: asked only where the first cannot serve.
                .deployment(deployment(FLASH, "KEY-2")
                        .id("second")
                        .rpm(100_000)
                        .rpd(1_000)
                        .build())
                .allowedFails(0)
                .cooldown(Duration.ofSeconds(60))
                .timeout(Duration.ofSeconds(2))
                .build();
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
                row(GeminiError.MODEL_UNKNOWN, FailureKind.MODEL_NOT_FOUND, Availability.POOL_CLOSED),
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

        ChatResponse response = router.chat(ChatRequest.of("chat", "hello"));

        assertThat(response.attempts()).extracting(Attempt::deployment).containsExactly("first", "second");
        assertThat(response.attempts().get(0).failure()).hasValue(kind);
        assertThat(response.attempts().get(0).message()).isNotBlank().doesNotContain("KEY-1");
        assertThat(status("first").availability()).isEqualTo(then);
        assertThat(status("second").availability()).isEqualTo(Availability.AVAILABLE);
        assertThat(router.explain(ChatRequest.of("chat", "hello")).chosen())
                .hasValue(then == Availability.AVAILABLE ? "first" : "second");
        assertNothingIsReserved();
    }

    @Test
    void a_tool_call_that_a_model_turns_down_is_learned() {
        gemini.inject(Fault.of(GeminiError.TOOLS_UNSUPPORTED).onModel(PRO).times(1));
        ChatRequest tools = ChatRequest.builder("chat")
                .user("weather?")
                .tool(Tool.function("get_weather", "Weather"))
                .build();

        assertThat(router.chat(tools).attempts().get(0).failure()).hasValue(FailureKind.CAPABILITY_MISSING);
        assertThat(router.chat(tools).attempts())
                .extracting(Attempt::deployment)
                .containsExactly("second");
        assertThat(router.explain(tools).deployments().get(0).availability())
                .isEqualTo(Availability.CAPABILITY_MISSING);
        assertNothingIsReserved();
    }

    @Test
    void a_request_larger_than_a_minute_goes_elsewhere_and_cools_nothing() {
        gemini.inject(Fault.of(GeminiError.MINUTE_TOKENS).onModel(PRO).times(1));
        ChatRequest large = ChatRequest.of("chat", "word ".repeat(300_000));

        assertThat(router.chat(large).attempts().get(0).failure()).hasValue(FailureKind.LARGER_THAN_WINDOW);
        assertThat(status("first").availability()).isEqualTo(Availability.AVAILABLE);
        assertThat(router.explain(large).deployments().get(0).availability()).isEqualTo(Availability.WINDOW_TOO_SMALL);
    }

    @Test
    void a_request_that_is_wrong_goes_back_at_once() {
        gemini.inject(Fault.of(GeminiError.ARGUMENT_INVALID).onModel(PRO).times(1));

        Throwable thrown = catchThrowable(() -> router.chat(ChatRequest.of("chat", "hello")));

        assertThat(thrown).isInstanceOf(InvalidRequestException.class);
        assertThat(((RouterException) thrown).attempts()).hasSize(1);
        assertThat(gemini.calls()).hasSize(1);
        assertThat(status("first").availability()).isEqualTo(Availability.AVAILABLE);
        assertNothingIsReserved();
    }

    @Test
    void blocked_content_goes_back_at_once_with_the_reason() {
        gemini.inject(Fault.blockedPrompt("PROHIBITED_CONTENT").onModel(PRO).times(1));

        Throwable thrown = catchThrowable(() -> router.chat(ChatRequest.of("chat", "hello")));

        assertThat(thrown).isInstanceOf(ContentBlockedException.class).hasMessageContaining("PROHIBITED_CONTENT");
        assertThat(gemini.calls()).hasSize(1);
        assertNothingIsReserved();
    }

    @Test
    void a_reply_of_twenty_megabytes_is_read_or_refused_and_harms_nobody() {
        gemini.inject(Fault.hugeBody(20_000_000).onModel(PRO).times(1));

        assertThat(router.chat(ChatRequest.of("chat", "hello")).text()).isNotEmpty();
        assertNothingIsReserved();
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
                QuotaRouter routed = QuotaRouter.builder()
                        .time(time)
                        .scheduler(time)
                        .deployment(
                                at(three, PRO, "KEY-1").id("one").rpm(100_000).build())
                        .deployment(
                                at(three, PRO, "KEY-2").id("two").rpm(100_000).build())
                        .deployment(
                                at(three, PRO, "KEY-3").id("three").rpm(100_000).build())
                        .deployment(at(three, FLASH, "KEY-3")
                                .id("flash")
                                .rpm(9)
                                .rpd(9)
                                .build())
                        .allowedFails(0)
                        .cooldown(Duration.ofSeconds(60))
                        .build()) {
            three.inject(Fault.of(GeminiError.OVERLOADED).onModel(PRO).times(2));

            ChatResponse response = routed.chat(ChatRequest.of("chat", "hello"));
            assertThat(response.attempts())
                    .hasSize(3)
                    .last()
                    .extracting(Attempt::deployment)
                    .isEqualTo("flash");
            assertThat(routed.explain(ChatRequest.of("chat", "hello")).deployments())
                    .extracting(explained -> explained.availability())
                    .contains(Availability.MODEL_COOLING_DOWN);

            time.advance(Duration.ofSeconds(60));
            assertThat(routed.chat(ChatRequest.of("chat", "hello")).attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.model()).isEqualTo("gemini/" + PRO));
            assertThat(three.calls()).hasSize(4);
        }
    }

    @Test
    void a_cancelled_chat_blames_nobody() {
        gemini.inject(Fault.stalled().onModel(PRO).times(1));

        router.chatAsync(ChatRequest.of("chat", "hello")).cancel(true);

        assertThat(status("first").availability()).isEqualTo(Availability.AVAILABLE);
        assertNothingIsReserved();
    }

    private static Deployment.Builder at(GeminiSimulator gemini, String model, String key) {
        return Deployment.builder("chat", "gemini/" + model).apiKey(key).baseUrl(gemini.url());
    }

    private Deployment.Builder deployment(String model, String key) {
        return at(gemini, model, key);
    }

    private DeploymentStatus status(String id) {
        return router.status().deployments().stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertNothingIsReserved() {
        assertThat(router.status().pools())
                .flatExtracting(pool -> pool.windows())
                .extracting(WindowUsage::reserved)
                .allMatch(reserved -> reserved == 0);
    }
}
