package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.ErrorClass;
import dev.quotarouter.config.Fallbacks;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.routing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What LiteLLM's own tests ask of a router and no other test here does. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60) // Who is not served waits, and no time passes by itself.
class LiteLlmBehavioursTest {
    private static final Pattern NAMED_TEST = Pattern.compile("`([\\w.]+Test)\\.(\\w+)`( \\(gemini\\))?");

    private static final ChatRequest HELLO = ChatRequest.builder("chat")
            .user("hello")
            .deadline(Duration.ofSeconds(1))
            .build();

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final Map<String, FailureKind> failures = new HashMap<>();
    private final ScriptedProvider provider = new ScriptedProvider().answer((target, call) -> {
        FailureKind kind = failures.get(target.key().reveal());
        return kind == null ? ok() : failed(kind);
    });

    @Test
    void whoever_was_used_least_is_asked_next() {
        try (QuotaRouter router =
                router(deployment("a").tpm(1_000), deployment("b").tpm(1_000))) {
            router.chat(ChatRequest.of("a", "tokens:500"));
            for (int i = 0; i < 4; i++) {
                router.chat(ChatRequest.of("chat", "tokens:100"));
            }

            assertThat(provider.modelsCalled()).containsExactly("a", "b", "b", "b", "b");
        }
    }

    @Test
    void a_prompt_that_is_more_than_what_is_left_of_a_minute_goes_elsewhere() {
        try (QuotaRouter router =
                router(deployment("a").tpm(1_000), deployment("b").tpm(10_000))) {
            router.chat(ChatRequest.of("a", "tokens:500"));
            router.chat(ChatRequest.of("b", "tokens:8000"));
            router.chat(ChatRequest.of("chat", "tokens:100"));
            router.chat(ChatRequest.of("chat", "tokens:600"));

            assertThat(provider.modelsCalled()).containsExactly("a", "b", "a", "b");
        }
    }

    @Test
    void a_prompt_too_long_for_one_model_of_the_group_goes_to_another_unasked() {
        try (QuotaRouter router =
                router(deployment("small").rpm(100_000), deployment("large").rpm(10))) {
            router.chat(HELLO);
            router.chat(ChatRequest.of("chat", "tokens:1000"));

            assertThat(provider.modelsCalled()).containsExactly("small", "large");
        }
    }

    @Test
    void a_limit_of_zero_lets_nobody_through() {
        for (Deployment.Builder zero : List.of(
                deployment("zero").rpm(0),
                deployment("zero").tpm(0),
                deployment("zero").rpd(0))) {
            try (QuotaRouter router = router(zero, deployment("b"))) {
                IntStream.range(0, 20).forEach(i -> router.chat(HELLO));
            }
            try (QuotaRouter router = router(zero)) {
                assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(NoSuitableDeploymentException.class);
            }
        }

        assertThat(provider.modelsCalled()).containsOnly("b").hasSize(60);
    }

    @Test
    void at_high_traffic_nobody_rests_while_all_are_well() {
        try (QuotaRouter router = ten()) {
            IntStream.range(0, 1_000).forEach(i -> router.chat(HELLO));

            assertThat(availabilities(router)).containsOnly(Availability.AVAILABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OVERLOADED, COOLING_DOWN",
        "SERVER_ERROR, COOLING_DOWN",
        "THROTTLED, COOLING_DOWN",
        "MINUTE_QUOTA_EXHAUSTED, MINUTE_FULL",
        "KEY_REJECTED, KEY_BLOCKED"
    })
    void at_high_traffic_one_that_fails_among_many_is_the_only_one_to_be_left_alone(
            FailureKind kind, Availability then) {
        failures.put("secret-of-m0", kind);
        try (QuotaRouter router = ten()) {
            IntStream.range(0, 1_000).forEach(i -> router.chat(HELLO));

            assertThat(provider.modelsCalled()).containsOnlyOnce("m0");
            assertThat(availabilities(router).get(0)).isEqualTo(then);
            assertThat(availabilities(router).subList(1, 10)).containsOnly(Availability.AVAILABLE);
        }
    }

    @Test
    void one_model_under_two_keys_cools_apart() {
        failures.put("k1", FailureKind.SERVER_ERROR);
        try (QuotaRouter router = router(
                deployment("m").apiKey("k1").id("one").allowedFails(0),
                deployment("m").apiKey("k2").id("two").allowedFails(0))) {
            IntStream.range(0, 10).forEach(i -> router.chat(HELLO));

            assertThat(availabilities(router)).containsExactly(Availability.COOLING_DOWN, Availability.AVAILABLE);
        }
    }

    @Test
    void when_all_rest_the_caller_hears_of_each_and_of_the_time_that_is_left() {
        failures.put("secret-of-a", FailureKind.SERVER_ERROR);
        failures.put("secret-of-b", FailureKind.SERVER_ERROR);
        Instant ofA = time.now().plusSeconds(60);
        Instant ofB = time.now().plusSeconds(90);
        try (QuotaRouter router = router(
                deployment("a").allowedFails(0).cooldown(Duration.ofSeconds(60)),
                deployment("b").allowedFails(0).cooldown(Duration.ofSeconds(90)))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);
            time.advance(Duration.ofSeconds(20));

            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOfSatisfying(QuotaExhaustedException.class, e -> {
                assertThat(e.retryAt()).hasValue(ofA);
                assertThat(e.refusals())
                        .extracting(Refusal::deployment, Refusal::reason, Refusal::until)
                        .containsExactlyInAnyOrder(
                                tuple("a", Availability.COOLING_DOWN, Optional.of(ofA)),
                                tuple("b", Availability.COOLING_DOWN, Optional.of(ofB)));
            });
        }
    }

    @Test
    void a_fallback_that_is_a_deployment_rests_like_any_other_and_its_failure_is_the_last_one_told() {
        failures.put("secret-of-a", FailureKind.SERVER_ERROR);
        failures.put("secret-of-b", FailureKind.OVERLOADED);
        Deployment.Builder spare = Deployment.builder("others", "scripted/b")
                .apiKey("secret-of-b")
                .id("spare")
                .allowedFails(0);
        Fallbacks fallbacks =
                Fallbacks.builder().after("chat", List.of("spare")).build();
        try (QuotaRouter router =
                router(b -> b.fallbacks(fallbacks), deployment("a").allowedFails(0), spare)) {
            assertThatThrownBy(() -> router.chat(HELLO))
                    .isInstanceOfSatisfying(
                            AttemptsFailedException.class,
                            e -> assertThat(e.attempts())
                                    .extracting(attempt -> attempt.failure().orElseThrow())
                                    .containsExactly(FailureKind.SERVER_ERROR, FailureKind.OVERLOADED));

            assertThat(availabilities(router)).containsExactly(Availability.COOLING_DOWN, Availability.COOLING_DOWN);
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(QuotaExhaustedException.class);
            assertThat(provider.modelsCalled()).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMIT, THROTTLED",
        "TIMEOUT, TIMEOUT",
        "INTERNAL_SERVER, SERVER_ERROR",
        "SERVICE_UNAVAILABLE, OVERLOADED",
        "BAD_GATEWAY, CONNECTION_FAILED"
    })
    void each_class_of_errors_has_retries_of_its_own(ErrorClass errors, FailureKind kind) {
        failures.put("secret-of-a", kind);
        for (ErrorClass named : ErrorClass.values()) {
            int before = provider.calls().size();
            try (QuotaRouter router =
                    router(b -> b.numRetries(3).allowedFails(9).retries(named, 2), deployment("a"))) {
                assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);
            }

            assertThat(provider.calls().size() - before)
                    .as("retries of %s", named)
                    .isEqualTo(named == errors ? 3 : 1);
        }
    }

    @Test
    void the_newest_refusal_says_how_long_to_wait() {
        List<Instant> calls = new ArrayList<>();
        provider.answer((target, call) -> {
            calls.add(time.now());
            return calls.size() > 2 ? ok() : failed(minute(calls.size() == 1 ? 70 : 95));
        });
        try (QuotaRouter router = router(
                b -> b.numRetries(2).retries(ErrorClass.RATE_LIMIT, 2),
                deployment("a").rpm(100))) {
            Instant start = time.now();
            CompletableFuture<ChatResponse> chat = router.chatAsync(
                    HELLO.toBuilder().deadline(Duration.ofMinutes(10)).build());
            time.advance(Duration.ofMinutes(5));

            assertThat(chat).isCompleted();
            assertThat(calls).containsExactly(start, start.plusSeconds(70), start.plusSeconds(165));
        }
    }

    @Test
    void a_deployment_without_an_id_has_the_same_one_in_every_router() {
        Deployment.Builder one = Deployment.builder("chat", "scripted/one").apiKey(new ApiKey("FIRST", "secret"));
        Deployment.Builder two = Deployment.builder("chat", "scripted/two").apiKey("secret-without-a-name");
        try (QuotaRouter router = router(one, two);
                QuotaRouter turned = router(deployment("new"), two, one)) {
            List<String> ids = ids(router);

            assertThat(ids).doesNotHaveDuplicates().contains("one@FIRST");
            assertThat(ids(turned)).containsExactly("new", ids.get(1), ids.get(0));
        }
    }

    @Test
    void two_routers_of_one_process_share_nothing() {
        failures.put("secret-of-b", FailureKind.KEY_REJECTED);
        try (QuotaRouter first = router(deployment("a").rpm(1), deployment("b").rpm(1));
                QuotaRouter second =
                        router(deployment("a").rpm(1), deployment("b").rpm(1))) {
            first.chat(HELLO);
            assertThatThrownBy(() -> first.chat(HELLO)).isInstanceOf(RuntimeException.class);

            assertThat(availabilities(first)).containsExactly(Availability.MINUTE_FULL, Availability.KEY_BLOCKED);
            assertThat(availabilities(second)).containsOnly(Availability.AVAILABLE);
            assertThat(second.chat(HELLO).text()).isEqualTo("ok");
        }
    }

    @Test
    void every_test_that_the_page_names_is_there() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "litellm-behaviours.md"));
        List<MatchResult> named = NAMED_TEST.matcher(page).results().toList();

        assertThat(named).hasSizeGreaterThan(100).allSatisfy(test -> {
            Path module = Path.of("..", test.group(3) == null ? "core" : "gemini-provider");
            Path source = module.resolve("src/test/java/dev/quotarouter")
                    .resolve(test.group(1).replace('.', '/') + ".java");
            assertThat(Files.readString(source)).contains("void " + test.group(2) + "(");
        });
    }

    private static Failure.Builder minute(long seconds) {
        return Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "minute")
                .violations(
                        List.of(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, OptionalLong.empty())))
                .retryAfter(Duration.ofSeconds(seconds));
    }

    private QuotaRouter ten() {
        return router(
                b -> b.allowedFails(0),
                IntStream.range(0, 10).mapToObj(i -> deployment("m" + i)).toArray(Deployment.Builder[]::new));
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        return router(builder -> builder, deployments);
    }

    private QuotaRouter router(UnaryOperator<QuotaRouterBuilder> settings, Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = settings.apply(Routers.with(provider, time).random(() -> 0));
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }

    private static List<String> ids(QuotaRouter router) {
        return router.status().deployments().stream().map(DeploymentStatus::id).toList();
    }

    private static List<Availability> availabilities(QuotaRouter router) {
        return router.status().deployments().stream()
                .map(DeploymentStatus::availability)
                .toList();
    }
}
