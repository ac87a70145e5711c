package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody does on purpose: foreign code that breaks, numbers without measure, crowds. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class HardCasesTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void a_provider_that_asks_to_wait_for_ever_is_passed_over_and_the_chat_ends() {
        provider.answer((target, call) -> failed(
                Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "later").retryAfter(FOR_EVER)));
        try (QuotaRouter router = with().deployment(deployment("a").build()).build()) {
            assertThat(router.chatAsync(HELLO))
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void durations_without_measure_mean_for_ever() {
        provider.answer((target, call) -> failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = with().deployment(deployment("a").build())
                .timeout(FOR_EVER)
                .cooldown(FOR_EVER)
                .retryAfter(FOR_EVER)
                .allowedFails(0)
                .numRetries(Integer.MAX_VALUE)
                .build()) {
            ChatRequest patient = HELLO.toBuilder().deadline(FOR_EVER).build();

            assertThatThrownBy(() -> router.chat(patient)).isInstanceOf(AttemptsFailedException.class);
            assertThat(reservedRequests(router)).isZero();
        }
    }

    @Test
    void figures_without_measure_do_not_turn_the_books_over() {
        TokenUsage endless = new TokenUsage(Long.MAX_VALUE, 1, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE);
        provider.answer((target, call) -> new Outcome.Completed(
                ChatResponse.builder(ChatMessage.assistant("Hi")).usage(endless).build()));
        try (QuotaRouter router =
                with().deployment(deployment("a").rpm(100).tpm(1_000).build()).build()) {
            for (int minute = 1; minute <= 3; minute++) {
                router.chat(HELLO);
                ChatRequest hasty =
                        HELLO.toBuilder().deadline(Duration.ofMillis(1)).build();
                assertThatThrownBy(() -> router.chat(hasty)).isInstanceOf(QuotaExhaustedException.class);
                assertThat(router.status().pools().get(0).windows())
                        .allSatisfy(window -> assertThat(window.used()).isPositive());
                time.advance(Duration.ofMinutes(1));
            }
            assertThat(reservedRequests(router)).isZero();
        }
        assertThat(endless.plus(endless).inputTokens()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void an_estimate_without_measure_fits_nowhere() {
        try (QuotaRouter router =
                with().deployment(deployment("a").rpm(100).tpm(1_000).build()).build()) {
            assertThatThrownBy(() -> router.chat(ChatRequest.of("chat", "tokens:" + Long.MAX_VALUE)))
                    .isInstanceOf(NoSuitableDeploymentException.class);
            assertThat(provider.calls()).isEmpty();
            assertThat(reservedRequests(router)).isZero();
        }
    }

    @Test
    void an_error_of_a_provider_reaches_the_caller_and_nothing_stays_reserved() {
        AssertionError error = new AssertionError("broken");
        provider.answerLater((target, call) -> {
            throw error;
        });
        try (QuotaRouter router =
                with().deployment(deployment("a").rpm(5).build()).build()) {
            assertThatThrownBy(() -> router.chat(HELLO)).isSameAs(error);
            assertThat(router.chatAsync(HELLO))
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withCause(error);
            assertThat(reservedRequests(router)).isZero();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // What a provider without null checks would do.
    void a_provider_that_answers_nothing_has_failed_and_nothing_stays_reserved() {
        provider.answerLater((target, call) -> null);
        try (QuotaRouter router =
                with().deployment(deployment("a").rpm(5).build()).numRetries(0).build()) {
            assertThat(router.chatAsync(HELLO))
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(AttemptsFailedException.class);
            provider.answer((target, call) -> null);
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);
            assertThat(reservedRequests(router)).isZero();
        }
    }

    @Test
    void an_error_of_the_strategy_fails_the_one_who_waits_and_no_one_after_him() {
        AtomicBoolean broken = new AtomicBoolean();
        try (QuotaRouter router = with().deployment(deployment("a").rpm(1).build())
                .deployment(deployment("b").rpm(1).build())
                .strategy((candidates, random) -> {
                    if (broken.get()) {
                        throw new AssertionError("broken");
                    }
                    return 0;
                })
                .build()) {
            router.chat(HELLO);
            router.chat(HELLO);
            CompletableFuture<ChatResponse> unlucky = router.chatAsync(HELLO);
            broken.set(true);
            time.advance(Duration.ofMinutes(1));
            assertThat(unlucky).isCompletedExceptionally();

            broken.set(false);
            router.chat(HELLO);
            router.chat(HELLO);
            CompletableFuture<ChatResponse> next = router.chatAsync(HELLO);
            time.advance(Duration.ofMinutes(1));
            assertThat(next).isCompleted();
        }
    }

    @Test
    void a_scheduler_that_refuses_fails_the_one_who_would_wait_and_not_those_after_it_recovers() {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (QuotaRouter router = with().deployment(deployment("a").rpm(1).build())
                .scheduler((delay, task) -> {
                    if (broken.get()) {
                        throw new RejectedExecutionException("shut down");
                    }
                    return time.schedule(delay, task);
                })
                .build()) {
            router.chat(HELLO);
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RejectedExecutionException.class);
            assertThat(router.status().waiting()).isZero();

            broken.set(false);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);
            time.advance(Duration.ofMinutes(1));
            assertThat(waiting).isCompleted();
        }
    }

    @Test
    void a_clock_that_is_set_back_keeps_nobody_waiting_past_the_deadline() {
        AtomicReference<Duration> step = new AtomicReference<>(Duration.ZERO);
        TimeSource stepping = new TimeSource() {
            @Override
            public Instant now() {
                return time.now().plus(step.get());
            }

            @Override
            public long nanoTime() {
                return time.nanoTime();
            }
        };
        try (QuotaRouter router =
                with().deployment(deployment("a").rpm(1).build()).time(stepping).build()) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(
                    HELLO.toBuilder().deadline(Duration.ofSeconds(70)).build());
            step.set(Duration.ofHours(-1));
            time.advance(Duration.ofSeconds(59));
            assertThat(waiting).isNotDone();

            time.advance(Duration.ofSeconds(1));
            assertThat(waiting)
                    .as("the pool lost a minute's ages with the step: it is known that nobody can serve in time")
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void a_model_that_fails_ten_thousand_deployments_fails_them_all_at_once() {
        provider.answer((target, call) -> failed(FailureKind.CONTEXT_WINDOW_EXCEEDED));

        long ofTen = clockReadingsOfAChatThatNobodyCanServe(10);
        long ofTenThousand = clockReadingsOfAChatThatNobodyCanServe(10_000);

        assertThat(provider.calls()).as("one call for each of the chats").hasSize(2);
        assertThat(ofTenThousand).isEqualTo(ofTen);
    }

    private long clockReadingsOfAChatThatNobodyCanServe(int deployments) {
        AtomicLong readings = new AtomicLong();
        TimeSource counted = new TimeSource() {
            @Override
            public Instant now() {
                readings.incrementAndGet();
                return time.now();
            }

            @Override
            public long nanoTime() {
                readings.incrementAndGet();
                return time.nanoTime();
            }
        };
        QuotaRouterBuilder builder = with().time(counted);
        for (int i = 0; i < deployments; i++) {
            builder.deployment(
                    deployment("same").apiKey("secret-" + i).id("d" + i).build());
        }
        try (QuotaRouter router = builder.build()) {
            readings.set(0);
            assertThatThrownBy(() -> router.chat(HELLO))
                    .isInstanceOf(ContextWindowExceededException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(10_000));
            return readings.get();
        }
    }

    @Test
    void nobody_to_serve_is_told_in_a_message_of_bearable_length() {
        QuotaRouterBuilder builder = with();
        for (int i = 0; i < 1_000; i++) {
            builder.deployment(deployment("d" + i).rpm(0).build());
        }
        try (QuotaRouter router = builder.build()) {
            assertThatThrownBy(() -> router.chat(HELLO))
                    .hasMessageContaining("; and 984 more)")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(5_000));
        }
    }

    private QuotaRouterBuilder with() {
        return Routers.with(provider, time);
    }

    private static long reservedRequests(QuotaRouter router) {
        return router.status().pools().stream()
                .flatMap(pool -> pool.windows().stream())
                .mapToLong(window -> window.reserved())
                .sum();
    }
}
