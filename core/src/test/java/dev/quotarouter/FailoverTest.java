package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.ErrorClass;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ContentBlockedException;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.DeadlineExceededException;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FailoverTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final Map<String, Outcome> answers = new HashMap<>();
    private final ScriptedProvider provider =
            new ScriptedProvider().answer((target, call) -> answers.getOrDefault(target.model(), ok()));

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"INVALID_REQUEST", "CONTENT_BLOCKED", "CANCELLED"})
    void every_failure_that_is_not_the_requests_own_fails_over_to_another(FailureKind kind) {
        answers.put("a", failed(kind));
        try (QuotaRouter router = router(firstThenSecond())) {
            ChatResponse response = router.chat(HELLO);

            assertThat(response.attempts()).extracting(Attempt::deployment).containsExactly("a", "b");
            assertThat(response.attempts().get(0).failure()).hasValue(kind);
            assertNothingIsReserved(router);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MALFORMED_RESPONSE", "MALFORMED_TOOL_CALL", "SIGNATURE_REJECTED", "MINUTE_QUOTA_EXHAUSTED"})
    void a_deployment_that_failed_is_not_asked_again_for_the_request(FailureKind kind) {
        answers.put("a", failed(kind));
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(soon(HELLO))).isInstanceOf(RuntimeException.class);

            assertThat(provider.calls()).hasSize(1);
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_request_that_is_wrong_goes_back_at_once_and_nobody_is_blamed() {
        answers.put("a", failed(FailureKind.INVALID_REQUEST));
        try (QuotaRouter router = router(firstThenSecond())) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> router.chat(HELLO))
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("as scripted");
            }

            assertThat(provider.modelsCalled()).containsOnly("a").hasSize(5);
            assertThat(availability(router, "a")).isEqualTo(Availability.AVAILABLE);
        }
    }

    @Test
    void blocked_content_goes_back_at_once() {
        answers.put("a", failed(FailureKind.CONTENT_BLOCKED));
        try (QuotaRouter router = router(firstThenSecond())) {
            ContentBlockedException e = catchThrowableOfType(ContentBlockedException.class, () -> router.chat(HELLO));

            assertThat(e.attempts()).hasSize(1);
            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void a_full_minute_is_left_alone_until_the_instant_the_provider_named_and_its_limit_is_learned() {
        answers.put("a", failed(minute(QuotaDimension.REQUESTS, 3, Duration.ofSeconds(90))));
        try (QuotaRouter router = router(firstThenSecond())) {
            router.chat(HELLO);

            DeploymentStatus a = status(router, "a");
            assertThat(a.availability()).isEqualTo(Availability.MINUTE_FULL);
            assertThat(a.until()).hasValue(time.now().plusSeconds(90));
            assertThat(window(router, QuotaDimension.REQUESTS, QuotaSpan.MINUTE).limit())
                    .hasValue(3);

            time.advance(Duration.ofSeconds(90));
            assertThat(availability(router, "a")).isEqualTo(Availability.AVAILABLE);
        }
    }

    @Test
    void where_nobody_else_is_there_a_full_minute_is_waited_for_and_the_same_deployment_asked_again() {
        answers.put("a", failed(minute(QuotaDimension.REQUESTS, 5, Duration.ofSeconds(20))));
        try (QuotaRouter router = router(deployment("a"))) {
            var future = router.chatAsync(HELLO);
            answers.remove("a");
            time.advance(Duration.ofMillis(59_999));
            assertThat(future).isNotDone();
            time.advance(Duration.ofMillis(1));

            assertThat(future.join().attempts()).hasSize(2);
        }
    }

    @Test
    void a_policy_of_zero_means_zero() {
        answers.put("a", failed(minute(QuotaDimension.REQUESTS, 5, Duration.ofSeconds(20))));
        try (QuotaRouter router = router(List.of(deployment("a")), b -> b.retries(ErrorClass.RATE_LIMIT, 0))) {
            assertThatThrownBy(() -> router.chat(HELLO))
                    .isInstanceOfSatisfying(
                            QuotaExhaustedException.class,
                            e -> assertThat(e.retryAt()).hasValue(time.now().plusSeconds(60)));
        }
    }

    @Test
    void a_spent_day_is_left_alone_until_midnight_in_the_providers_zone() {
        answers.put("a", failed(day(OptionalLong.empty(), Duration.ofSeconds(22))));
        try (QuotaRouter router = router(firstThenSecond())) {
            router.chat(HELLO);
            time.advance(Duration.ofHours(11));
            router.chat(HELLO);

            assertThat(provider.modelsCalled()).containsExactly("a", "b", "b");
            assertThat(status(router, "a").until())
                    .hasValueSatisfying(until -> assertThat(until).isEqualTo("2026-07-02T07:00:00Z"));
        }
    }

    @Test
    void when_all_quota_is_spent_the_caller_learns_when_to_come_back_and_why() {
        answers.put("a", failed(day(OptionalLong.of(20), Duration.ofSeconds(22))));
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOfSatisfying(QuotaExhaustedException.class, e -> {
                assertThat(e.attempts()).hasSize(1);
            });
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOfSatisfying(QuotaExhaustedException.class, e -> {
                assertThat(e.attempts()).isEmpty();
                assertThat(e.retryAt()).hasValueSatisfying(at -> assertThat(at).isEqualTo("2026-07-02T07:00:00Z"));
                assertThat(e.refusals())
                        .singleElement()
                        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Availability.DAY_FULL));
            });
            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void no_quota_at_all_closes_the_pool_until_the_next_reset() {
        answers.put("a", failed(FailureKind.NO_QUOTA));
        try (QuotaRouter router = router(firstThenSecond())) {
            router.chat(HELLO);

            assertThat(availability(router, "a")).isEqualTo(Availability.POOL_CLOSED);
            time.advance(Duration.ofHours(12));
            assertThat(availability(router, "a")).isEqualTo(Availability.AVAILABLE);
        }
    }

    @Test
    void a_request_larger_than_the_minute_cools_nothing_and_teaches_the_limit() {
        answers.put("a", failed(minute(QuotaDimension.INPUT_TOKENS, 50, Duration.ofSeconds(1))));
        try (QuotaRouter router = router(firstThenSecond())) {
            ChatResponse response = router.chat(ChatRequest.of("chat", "tokens:80"));
            assertThat(response.attempts().get(0).failure()).hasValue(FailureKind.LARGER_THAN_WINDOW);

            answers.remove("a");
            time.advance(Duration.ofMinutes(1));
            router.chat(ChatRequest.of("chat", "tokens:80"));
            assertThat(provider.modelsCalled()).containsExactly("a", "b", "b");
            assertThat(window(router, QuotaDimension.INPUT_TOKENS, QuotaSpan.MINUTE)
                            .limit())
                    .hasValue(50);
            assertThat(availability(router, "a")).isEqualTo(Availability.AVAILABLE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "OVERLOADED", "SERVER_ERROR", "TIMEOUT", "CONNECTION_FAILED"})
    void a_deployment_that_keeps_failing_cools_down_longer_each_time_until_a_trial_succeeds(FailureKind kind) {
        answers.put("a", failed(kind));
        try (QuotaRouter router = router(
                firstThenSecond(),
                b -> b.allowedFails(1).cooldown(Duration.ofSeconds(60)).random(() -> 0))) {
            router.chat(HELLO);
            assertThat(availability(router, "a")).isEqualTo(Availability.AVAILABLE);
            router.chat(HELLO);
            assertThat(availability(router, "a")).isEqualTo(Availability.COOLING_DOWN);
            assertThat(status(router, "a").until()).hasValue(time.now().plusSeconds(60));

            time.advance(Duration.ofSeconds(60));
            router.chat(HELLO);
            assertThat(status(router, "a").until()).hasValue(time.now().plusSeconds(120));

            time.advance(Duration.ofSeconds(120));
            answers.remove("a");
            router.chat(HELLO);
            assertThat(provider.modelsCalled()).endsWith("a");
            assertThat(availability(router, "a")).isEqualTo(Availability.AVAILABLE);
        }
    }

    @Test
    void when_several_projects_see_a_model_overloaded_the_model_rests_everywhere() {
        provider.answer((target, call) -> target.model().equals("m") ? failed(FailureKind.OVERLOADED) : ok());
        try (QuotaRouter router = router(
                List.of(
                        key("m", 1),
                        key("m", 2),
                        key("m", 3),
                        key("m", 4),
                        deployment("other").rpm(10).rpd(1)),
                b -> b.allowedFails(0).cooldown(Duration.ofSeconds(60)))) {
            router.chat(HELLO);

            assertThat(provider.modelsCalled()).containsExactly("m", "m", "other");
            assertThat(router.status().deployments())
                    .filteredOn(deployment -> deployment.model().equals("scripted/m"))
                    .extracting(DeploymentStatus::availability)
                    .containsOnly(Availability.COOLING_DOWN, Availability.MODEL_COOLING_DOWN)
                    .contains(Availability.MODEL_COOLING_DOWN);
        }
    }

    @Test
    void while_a_model_is_ill_one_call_at_a_time_finds_out_whether_it_is_well_again() {
        provider.answer((target, call) -> failed(FailureKind.OVERLOADED));
        List<Deployment.Builder> ten =
                IntStream.rangeClosed(1, 10).mapToObj(i -> key("m", i)).toList();
        try (QuotaRouter router =
                router(ten, b -> b.cooldown(Duration.ofSeconds(60)).random(() -> 0))) {
            ChatRequest atOnce =
                    HELLO.toBuilder().deadline(Duration.ofMillis(1)).build();
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> router.chat(atOnce)).isInstanceOf(RouterException.class);
            }
            int untilItRested = provider.calls().size();
            assertThat(router.status().deployments())
                    .extracting(DeploymentStatus::availability)
                    .contains(Availability.MODEL_COOLING_DOWN)
                    .containsOnly(Availability.MODEL_COOLING_DOWN, Availability.COOLING_DOWN);
            for (int minute = 0; minute < 60; minute++) {
                time.advance(Duration.ofMinutes(1));
                for (int i = 0; i < 10; i++) {
                    assertThatThrownBy(() -> router.chat(atOnce)).isInstanceOf(RouterException.class);
                }
            }

            assertThat(provider.calls().size() - untilItRested)
                    .as(
                            "an hour of ten calls a minute: a trial after each rest, though its deployment had not failed before")
                    .isLessThan(15);
        }
    }

    @Test
    void who_comes_while_a_trial_is_under_way_waits_for_its_end() {
        CompletableFuture<Outcome> trial = new CompletableFuture<>();
        provider.answerLater((target, call) -> switch (provider.calls().size()) {
            case 1 -> CompletableFuture.completedFuture(failed(FailureKind.OVERLOADED));
            case 2 -> trial;
            default -> CompletableFuture.completedFuture(ok());
        });
        try (QuotaRouter router =
                router(List.of(deployment("a")), b -> b.allowedFails(0).random(() -> 0))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);
            time.advance(Duration.ofSeconds(30));
            CompletableFuture<ChatResponse> first = router.chatAsync(HELLO);
            CompletableFuture<ChatResponse> second = router.chatAsync(
                    HELLO.toBuilder().deadline(Duration.ofSeconds(5)).build());
            assertThat(router.status().waiting()).isEqualTo(1);
            trial.complete(ok());

            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
        }
    }

    @Test
    void a_rejected_key_is_blocked_for_every_model_it_opens_and_for_good() {
        answers.put("a", failed(FailureKind.KEY_REJECTED));
        Deployment.Builder a =
                Deployment.builder("chat", "scripted/a").apiKey("dead").id("a").rpm(1_000);
        Deployment.Builder a2 = Deployment.builder("chat", "scripted/a2")
                .apiKey("dead")
                .id("a2")
                .rpm(900);
        try (QuotaRouter router = router(a, a2, deployment("b").rpm(5).rpd(1_000))) {
            router.chat(HELLO);
            time.advance(Duration.ofDays(3));
            router.chat(HELLO);

            assertThat(availability(router, "a")).isEqualTo(Availability.KEY_BLOCKED);
            assertThat(availability(router, "a2")).isEqualTo(Availability.KEY_BLOCKED);
            assertThat(provider.modelsCalled().stream().filter("a"::equals)).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_rejected_project_is_blocked_whatever_key_is_used() {
        provider.answer((target, call) -> failed(FailureKind.PROJECT_REJECTED));
        try (QuotaRouter router = router(
                Deployment.builder("chat", "scripted/a").apiKey("k1").project("team"),
                Deployment.builder("chat", "scripted/a2").apiKey("k2").project("team"))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(NoSuitableDeploymentException.class);

            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void what_a_model_cannot_do_is_learned_and_not_asked_of_it_again() {
        answers.put(
                "a",
                failed(Failure.builder(FailureKind.CAPABILITY_MISSING, "no tools")
                        .missing(Capability.TOOLS)));
        try (QuotaRouter router = router(firstThenSecond())) {
            ChatRequest tools = ChatRequest.builder("chat")
                    .user("weather?")
                    .tool(Tool.function("get_weather", "Weather"))
                    .build();
            router.chat(tools);
            router.chat(tools);
            assertThat(provider.modelsCalled()).containsExactly("a", "b", "b");

            answers.remove("a");
            router.chat(HELLO);
            assertThat(provider.modelsCalled()).endsWith("a");
        }
    }

    @Test
    void a_prompt_too_long_for_one_model_goes_to_others_but_not_to_the_same_model_elsewhere() {
        provider.answer(
                (target, call) -> target.model().equals("m") ? failed(FailureKind.CONTEXT_WINDOW_EXCEEDED) : ok());
        try (QuotaRouter router = router(
                key("m", 1).rpm(100),
                key("m", 2).rpm(100),
                deployment("b").rpm(1).rpd(9))) {
            router.chat(HELLO);

            assertThat(provider.modelsCalled()).containsExactly("m", "b");
        }
        try (QuotaRouter router = router(key("m", 1), key("m", 2))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(ContextWindowExceededException.class);
        }
    }

    @Test
    void a_reply_that_cannot_be_read_is_asked_for_once_more_elsewhere_or_if_nobody_else_is_there_again() {
        answers.put("a", failed(FailureKind.MALFORMED_TOOL_CALL));
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);

            assertThat(provider.calls()).hasSize(2);
        }
    }

    @Test
    void three_attempts_are_made_at_most() {
        provider.answer((target, call) -> failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(deployment("a"), deployment("b"), deployment("c"), deployment("d"))) {
            AttemptsFailedException e = catchThrowableOfType(AttemptsFailedException.class, () -> router.chat(HELLO));

            assertThat(e.attempts()).hasSize(3);
            assertThat(e.attempts()).extracting(Attempt::deployment).doesNotHaveDuplicates();
        }
    }

    @Test
    void no_retries_means_one_attempt() {
        provider.answer((target, call) -> failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(List.of(deployment("a"), deployment("b")), b -> b.numRetries(0))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);

            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void a_policy_allows_the_same_deployment_again_after_the_set_pause_where_nobody_else_is_left() {
        provider.answer((target, call) -> failed(FailureKind.TIMEOUT));
        try (QuotaRouter router = router(
                List.of(deployment("a")),
                b -> b.retries(ErrorClass.TIMEOUT, 1)
                        .retryAfter(Duration.ofSeconds(1))
                        .allowedFails(9))) {
            var future = router.chatAsync(HELLO);
            assertThat(provider.calls()).hasSize(1);
            time.advance(Duration.ofMillis(999));
            assertThat(provider.calls()).hasSize(1);
            time.advance(Duration.ofMillis(1));

            assertThat(provider.calls()).hasSize(2);
            assertThat(future).isCompletedExceptionally();
        }
    }

    @Test
    void no_policy_asks_a_model_again_for_what_it_cannot_do() {
        provider.answer((target, call) -> failed(FailureKind.CAPABILITY_MISSING));
        try (QuotaRouter router =
                router(List.of(deployment("a")), b -> b.numRetries(4).retries(ErrorClass.BAD_REQUEST, 4))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);

            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void a_policy_value_above_the_number_of_retries_raises_the_budget() {
        provider.answer((target, call) -> failed(FailureKind.TIMEOUT));
        try (QuotaRouter router = router(
                List.of(deployment("a")),
                b -> b.numRetries(1).retries(ErrorClass.TIMEOUT, 4).allowedFails(99))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);

            assertThat(provider.calls()).hasSize(5);
        }
    }

    @Test
    void the_callers_own_short_deadline_blames_nobody() {
        provider.answer((target, call) -> {
            time.advance(call.timeout());
            return failed(FailureKind.TIMEOUT);
        });
        try (QuotaRouter router = router(List.of(deployment("a"), deployment("b")), b -> b.allowedFails(0))) {
            assertThatThrownBy(() -> router.chat(soon(HELLO))).isInstanceOf(DeadlineExceededException.class);

            assertThat(provider.calls()).hasSize(1);
            assertThat(provider.calls().get(0).call().timeout()).isEqualTo(Duration.ofSeconds(1));
            assertThat(availability(router, "a")).isEqualTo(Availability.AVAILABLE);
            assertThat(availability(router, "b")).isEqualTo(Availability.AVAILABLE);
        }
    }

    @Test
    void one_deadline_holds_over_all_attempts() {
        provider.answer((target, call) -> {
            time.advance(call.timeout());
            return failed(FailureKind.TIMEOUT);
        });
        ChatRequest request =
                HELLO.toBuilder().deadline(Duration.ofSeconds(100)).build();
        try (QuotaRouter router = router(
                List.of(deployment("a"), deployment("b"), deployment("c")), b -> b.timeout(Duration.ofSeconds(60)))) {
            DeadlineExceededException e =
                    catchThrowableOfType(DeadlineExceededException.class, () -> router.chat(request));

            assertThat(e.attempts())
                    .extracting(Attempt::duration)
                    .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(40));
        }
    }

    @Test
    void a_call_that_surely_never_left_costs_nothing_and_one_that_may_have_arrived_is_counted() {
        answers.put(
                "a",
                failed(Failure.builder(FailureKind.CONNECTION_FAILED, "refused").neverSent()));
        answers.put("b", failed(FailureKind.CONNECTION_FAILED));
        try (QuotaRouter router = router(
                deployment("a").rpm(100),
                deployment("b").rpm(50).rpd(1_000),
                deployment("c").rpm(10).rpd(9))) {
            router.chat(HELLO);

            assertThat(router.status().pools().get(0).windows().get(0).used()).isZero();
            assertThat(router.status().pools().get(1).windows().get(0).used()).isEqualTo(1);
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_provider_that_throws_is_a_failed_attempt_and_shows_no_message() {
        provider.answer((target, call) -> {
            if (target.model().equals("a")) {
                throw new IllegalStateException("canary-secret");
            }
            return ok();
        });
        try (QuotaRouter router = router(firstThenSecond())) {
            ChatResponse response = router.chat(HELLO);

            assertThat(response.attempts()).hasSize(2);
            assertThat(response.attempts().get(0).message())
                    .contains("IllegalStateException")
                    .doesNotContain("canary");
            assertNothingIsReserved(router);
        }
    }

    private static Deployment.Builder[] firstThenSecond() {
        return new Deployment.Builder[] {
            deployment("a").rpm(100_000), deployment("b").rpm(90_000).rpd(10_000_000)
        };
    }

    private static Deployment.Builder key(String model, int number) {
        return Deployment.builder("chat", "scripted/" + model).apiKey("key" + number);
    }

    private static Failure.Builder minute(QuotaDimension dimension, long limit, Duration retryAfter) {
        return Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "minute")
                .violations(List.of(new QuotaViolation(dimension, QuotaSpan.MINUTE, OptionalLong.of(limit))))
                .retryAfter(retryAfter);
    }

    private static Failure.Builder day(OptionalLong limit, Duration retryAfter) {
        return Failure.builder(FailureKind.DAY_QUOTA_EXHAUSTED, "day")
                .violations(List.of(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.DAY, limit)))
                .retryAfter(retryAfter);
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        return router(List.of(deployments), builder -> builder);
    }

    private QuotaRouter router(Deployment.Builder[] deployments, UnaryOperator<QuotaRouterBuilder> settings) {
        return router(List.of(deployments), settings);
    }

    private QuotaRouter router(List<Deployment.Builder> deployments, UnaryOperator<QuotaRouterBuilder> settings) {
        QuotaRouterBuilder builder = settings.apply(Routers.with(provider, time));
        deployments.forEach(deployment -> builder.deployment(deployment.build()));
        return builder.build();
    }

    private static ChatRequest soon(ChatRequest request) {
        return request.toBuilder().deadline(Duration.ofSeconds(1)).build();
    }

    private static DeploymentStatus status(QuotaRouter router, String id) {
        return router.status().deployments().stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Availability availability(QuotaRouter router, String id) {
        return status(router, id).availability();
    }

    private static WindowUsage window(QuotaRouter router, QuotaDimension dimension, QuotaSpan span) {
        return router.status().pools().get(0).windows().stream()
                .filter(window -> window.dimension() == dimension && window.span() == span)
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
