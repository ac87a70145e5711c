package dev.quotarouter.endtoend;

import static dev.quotarouter.endtoend.Views.attempts;
import static dev.quotarouter.endtoend.Views.explained;
import static dev.quotarouter.endtoend.Views.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code retry_policy} in the file makes of failures over real HTTP. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class RetryPolicyEndToEndTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");
    private static final String PRO = "gemini-2.5-pro";
    private static final String FLASH = "gemini-2.5-flash";

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private GeminiSimulator gemini;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        gemini = GeminiSimulator.builder()
                .clock(time::now)
                .project("one", p -> p.key("first", "KEY-1").model(PRO, Limits.UNLIMITED))
                .project("two", p -> p.key("second", "KEY-2").model(FLASH, Limits.UNLIMITED))
                .start();
    }

    @AfterEach
    void stop() {
        gemini.close();
    }

    @Test
    void one_retry_is_one_more_call_to_the_same_deployment_and_only_where_nobody_else_can_serve_in_time() {
        try (QuotaRouter router = router(2, "{RateLimitErrorRetries: 1}", first(), second("rpm: 100000, rpd: 1"))) {
            gemini.inject(Fault.of(GeminiError.MINUTE_REQUESTS).onModel(PRO).times(3));

            assertThat(attempts(router.chat(HELLO))).containsExactly("first MINUTE_QUOTA_EXHAUSTED", "second ok");
            assertThat(explained(router, HELLO))
                    .containsExactly("first MINUTE_FULL for PT1M", "second DAY_FULL for PT12H");
            assertThat(status(router))
                    .containsExactly("first MINUTE_FULL for PT1M, 0 used", "second DAY_FULL for PT12H, 1 used");

            time.advance(Duration.ofMinutes(1));
            CompletableFuture<ChatResponse> chat = router.chatAsync(HELLO);
            awaitRest(chat, router);
            assertThat(chat).isNotDone();
            assertThat(explained(router, HELLO))
                    .containsExactly("first MINUTE_FULL for PT1M", "second DAY_FULL for PT11H59M");
            assertThat(status(router))
                    .containsExactly("first MINUTE_FULL for PT1M, 0 used", "second DAY_FULL for PT11H59M, 1 used");
            time.advance(Duration.ofMillis(59_999));
            assertThat(gemini.calls()).hasSize(3);
            time.advance(Duration.ofMillis(1));
            awaitRest(chat, router);

            assertThat(chat).isDone();
            Throwable thrown = catchThrowable(chat::get).getCause();
            assertExhaustedFor(Duration.ofMinutes(1), thrown);
            assertThat(attempts(thrown))
                    .containsExactly("first MINUTE_QUOTA_EXHAUSTED", "first MINUTE_QUOTA_EXHAUSTED");
            assertThat(explained(router, HELLO))
                    .containsExactly("first MINUTE_FULL for PT1M", "second DAY_FULL for PT11H58M");
            assertThat(status(router))
                    .containsExactly("first MINUTE_FULL for PT1M, 0 used", "second DAY_FULL for PT11H58M, 1 used");
        }
    }

    @Test
    void another_that_can_serve_in_time_is_waited_for_though_the_same_could_be_asked_again_at_once() throws Exception {
        try (QuotaRouter router = router(2, "{RateLimitErrorRetries: 1}", first(), second("rpm: 1, rpd: 100"))) {
            gemini.inject(
                    Fault.of(GeminiError.EXHAUSTED_WITHOUT_DETAILS).onModel(PRO).times(2));
            assertThat(attempts(router.chat(HELLO))).containsExactly("first THROTTLED", "second ok");

            CompletableFuture<ChatResponse> chat = router.chatAsync(HELLO);
            awaitRest(chat, router);
            assertThat(chat).isNotDone();
            assertThat(explained(router, HELLO)).containsExactly("first chosen", "second MINUTE_FULL for PT1M");
            assertThat(status(router))
                    .containsExactly("first AVAILABLE, 2 used", "second MINUTE_FULL for PT1M, 1 used");
            time.advance(Duration.ofMinutes(1));

            assertThat(attempts(chat.get())).containsExactly("first THROTTLED", "second ok");
            assertThat(explained(router, HELLO)).containsExactly("first chosen", "second MINUTE_FULL for PT1M");
            assertThat(status(router))
                    .containsExactly("first AVAILABLE, 2 used", "second MINUTE_FULL for PT1M, 2 used");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RateLimitErrorRetries, MINUTE_REQUESTS, MINUTE_QUOTA_EXHAUSTED, MINUTE_FULL, PT1M",
        "ResourceExhaustedErrorRetries, DAY_REQUESTS, DAY_QUOTA_EXHAUSTED, DAY_FULL, PT6H34M53S"
    })
    void no_retry_is_none_though_there_were_time(
            String setting, GeminiError error, String kind, String then, Duration end) {
        try (QuotaRouter router = router(2, "{" + setting + ": 0}", first())) {
            gemini.inject(Fault.of(error).onModel(PRO));

            CompletableFuture<ChatResponse> chat = router.chatAsync(HELLO);
            awaitRest(chat, router);

            assertThat(chat).isDone();
            Throwable thrown = catchThrowable(chat::get).getCause();
            assertExhaustedFor(end, thrown);
            assertThat(attempts(thrown)).containsExactly("first " + kind);
            assertThat(explained(router, HELLO)).containsExactly("first " + then + " for " + end);
            assertThat(status(router)).containsExactly("first " + then + " for " + end + ", 0 used");
            assertThat(gemini.calls()).hasSize(1);
        }
    }

    @Test
    void even_a_day_is_waited_for_where_policy_and_deadline_allow_it() throws Exception {
        try (QuotaRouter router = router(2, "{ResourceExhaustedErrorRetries: 1}", first())) {
            gemini.inject(Fault.of(GeminiError.DAY_REQUESTS).onModel(PRO).times(1));

            CompletableFuture<ChatResponse> chat = router.chatAsync(HELLO);
            awaitRest(chat, router);
            assertThat(chat).isNotDone();
            assertThat(explained(router, HELLO)).containsExactly("first DAY_FULL for PT6H34M53S");
            assertThat(status(router)).containsExactly("first DAY_FULL for PT6H34M53S, 0 used");
            time.advance(Duration.parse("PT6H34M53S"));

            assertThat(attempts(chat.get())).containsExactly("first DAY_QUOTA_EXHAUSTED", "first ok");
            assertThat(explained(router, HELLO)).containsExactly("first chosen");
            assertThat(status(router)).containsExactly("first AVAILABLE, 1 used");
        }
    }

    @Test
    void more_retries_than_there_are_attempts_raise_the_budget_for_that_kind_of_failure() {
        try (QuotaRouter router =
                router(1, "{InternalServerErrorRetries: 3}", first(), second("rpm: 100000, rpd: 1000"))) {
            gemini.inject(Fault.of(GeminiError.INTERNAL));

            Throwable thrown = catchThrowable(() -> router.chat(HELLO));

            assertThat(thrown).isInstanceOf(AttemptsFailedException.class);
            assertThat(attempts(thrown))
                    .containsExactly(
                            "first SERVER_ERROR", "second SERVER_ERROR", "first SERVER_ERROR", "first SERVER_ERROR");
            assertThat(explained(router, HELLO)).containsExactly("first chosen", "second AVAILABLE");
            assertThat(status(router)).containsExactly("first AVAILABLE, 3 used", "second AVAILABLE, 1 used");
            assertThat(gemini.calls()).hasSize(4);
        }
    }

    @Test
    void the_budget_for_one_kind_of_failure_is_not_that_for_another() {
        try (QuotaRouter router =
                router(1, "{InternalServerErrorRetries: 3}", first(), second("rpm: 100000, rpd: 1000"))) {
            gemini.inject(Fault.of(GeminiError.OVERLOADED));

            Throwable thrown = catchThrowable(() -> router.chat(HELLO));

            assertThat(thrown).isInstanceOf(AttemptsFailedException.class);
            assertThat(attempts(thrown)).containsExactly("first OVERLOADED", "second OVERLOADED");
            assertThat(explained(router, HELLO)).containsExactly("first chosen", "second AVAILABLE");
            assertThat(status(router)).containsExactly("first AVAILABLE, 1 used", "second AVAILABLE, 1 used");
            assertThat(gemini.calls()).hasSize(2);
        }
    }

    private QuotaRouter router(int retries, String retryPolicy, String... deployments) {
        String yaml = "model_list:\n" + String.join("", deployments) + """
                router_settings:
                  num_retries: %d
                  request_deadline: 28800
                  allowed_fails: 9
                  retry_policy: %s
                """.formatted(retries, retryPolicy);
        try {
            Path file = Files.writeString(directory.resolve("quota-router.yaml"), yaml);
            return QuotaRouter.builder().config(file).time(time).scheduler(time).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String first() {
        return deployment("first", PRO, "KEY-1", "rpm: 100000");
    }

    /** A day that binds: asked only where the first cannot serve. */
    private String second(String limits) {
        return deployment("second", FLASH, "KEY-2", limits);
    }

    private String deployment(String id, String model, String key, String limits) {
        return """
                - model_name: chat
                  litellm_params: {model: gemini/%s, api_base: "%s", api_key: %s, %s}
                  model_info: {id: %s}
              """.formatted(model, gemini.url(), key, limits, id);
    }

    private void assertExhaustedFor(Duration end, Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        QuotaExhaustedException.class,
                        e -> assertThat(e.retryAt()).hasValue(time.now().plus(end)));
    }

    /** Until the chat has ended or waits, with both timers set, for its room and its deadline: only then may time pass. */
    private void awaitRest(CompletableFuture<ChatResponse> chat, QuotaRouter router) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!chat.isDone() && (router.status().waiting() != 1 || time.scheduled() != 2)) {
            assertThat(System.nanoTime() - giveUp)
                    .as("neither ended nor waiting")
                    .isNegative();
            Thread.onSpinWait();
        }
    }
}
