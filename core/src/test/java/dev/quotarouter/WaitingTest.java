package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.DeadlineExceededException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.routing.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class WaitingTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void when_all_are_busy_a_chat_waits_for_the_known_instant_and_not_a_millisecond_longer() {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);
            assertThat(router.status().waiting()).isEqualTo(1);

            time.advance(Duration.ofMillis(59_999));
            assertThat(waiting).isNotDone();
            time.advance(Duration.ofMillis(1));

            assertThat(waiting.join().attempts()).hasSize(1);
            assertThat(router.status().waiting()).isZero();
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void when_the_instant_is_later_than_the_deadline_it_fails_at_once_and_says_when() {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            router.chat(HELLO);
            Instant free = time.now().plusSeconds(60);

            assertThatThrownBy(() -> router.chat(within(HELLO, 59)))
                    .isInstanceOfSatisfying(QuotaExhaustedException.class, e -> {
                        assertThat(e.retryAt()).hasValue(free);
                        assertThat(e.refusals()).hasSize(1);
                        assertThat(e).hasMessageContaining("a: MINUTE_FULL until " + free);
                    });
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void priority_goes_first_then_who_came_first() {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            router.chat(HELLO);
            List<String> served = new ArrayList<>();
            wait(router, "second", 0, served);
            wait(router, "third", 0, served);
            wait(router, "last", 5, served);
            wait(router, "first", -1, served);
            time.advance(Duration.ofMinutes(4));

            assertThat(served).containsExactly("first", "second", "third", "last");
        }
    }

    @Test
    void who_names_no_priority_has_the_configured_one() {
        try (QuotaRouter router = Routers.with(provider, time)
                .defaultPriority(5)
                .deployment(deployment("a").rpm(1).build())
                .build()) {
            router.chat(HELLO);
            List<String> served = new ArrayList<>();
            CompletableFuture<Void> unused =
                    router.chatAsync(within(HELLO, 600)).thenAccept(response -> served.add("silent"));
            wait(router, "later", 6, served);
            wait(router, "sooner", 0, served);
            time.advance(Duration.ofMinutes(3));

            assertThat(served).containsExactly("sooner", "silent", "later");
        }
    }

    @Test
    void scarce_room_goes_to_the_chat_whose_reply_can_still_come_in_time() {
        provider.answerLater((target, call) -> {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            time.schedule(Duration.ofSeconds(20), () -> answer.complete(ScriptedProvider.ok()));
            return answer;
        });
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            CompletableFuture<ChatResponse> first = router.chatAsync(within(HELLO, 60));
            time.advance(Duration.ofSeconds(20));
            assertThat(first).isCompleted();
            CompletableFuture<ChatResponse> late = router.chatAsync(within(HELLO, 45));
            CompletableFuture<ChatResponse> inTime = router.chatAsync(within(HELLO, 110));
            time.advance(Duration.ofSeconds(100));

            assertThat(inTime).isCompleted();
            assertThat(late).isCompletedExceptionally();
            assertThat(provider.calls()).hasSize(2);
        }
    }

    @Test
    void a_newcomer_does_not_overtake_those_who_wait() {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);
            // The clock has gone on, but the timer has not yet been heard.
            time.set(time.now().plusSeconds(60));
            CompletableFuture<ChatResponse> newcomer = router.chatAsync(HELLO);

            assertThat(waiting).isCompleted();
            assertThat(newcomer).isNotDone();
            newcomer.cancel(true);
        }
    }

    @Test
    void a_refund_wakes_who_waits() {
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        provider.answerLater(
                (target, call) -> provider.calls().size() == 1 ? first : CompletableFuture.completedFuture(ok()));
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            CompletableFuture<ChatResponse> refunded = router.chatAsync(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);
            assertThat(waiting).isNotDone();

            first.complete(ScriptedProvider.failed(
                    dev.quotarouter.provider.Failure.builder(FailureKind.CONNECTION_FAILED, "refused")
                            .neverSent()));

            assertThat(waiting).isCompleted();
            assertThat(refunded).isCompletedExceptionally();
        }
    }

    @Test
    void a_settlement_below_the_estimate_wakes_who_waits_for_tokens() {
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        provider.answerLater(
                (target, call) -> provider.calls().size() == 1 ? first : CompletableFuture.completedFuture(ok(10)));
        try (QuotaRouter router = router(deployment("a").tpm(100))) {
            CompletableFuture<ChatResponse> large = router.chatAsync(ChatRequest.of("chat", "tokens:90"));
            CompletableFuture<ChatResponse> waiting = router.chatAsync(ChatRequest.of("chat", "tokens:50"));
            assertThat(waiting).isNotDone();

            first.complete(ok(20));

            assertThat(large).isCompleted();
            assertThat(waiting).isCompleted();
        }
    }

    @Test
    void a_small_chat_passes_a_large_one_that_cannot_be_served_yet() {
        try (QuotaRouter router = router(deployment("a").tpm(100))) {
            router.chat(ChatRequest.of("chat", "tokens:60"));
            CompletableFuture<ChatResponse> large = router.chatAsync(ChatRequest.of("chat", "tokens:90"));
            CompletableFuture<ChatResponse> small = router.chatAsync(ChatRequest.of("chat", "tokens:40"));

            assertThat(small).isCompleted();
            assertThat(large).isNotDone();
            large.cancel(true);
        }
    }

    @Test
    void a_deadline_that_passes_while_waiting_ends_the_wait() {
        CompletableFuture<Outcome> never = new CompletableFuture<>();
        provider.answerLater((target, call) -> never);
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            CompletableFuture<ChatResponse> unused = router.chatAsync(within(HELLO, 600));
            CompletableFuture<ChatResponse> other = router.chatAsync(within(HELLO, 70));
            CompletableFuture<ChatResponse> waiting = router.chatAsync(within(HELLO, 65));
            time.advance(Duration.ofSeconds(65));

            assertThat(other).isNotDone();
            assertThat(waiting)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void a_full_queue_refuses_at_once_and_says_when_to_come_back() {
        QuotaRouterBuilder builder = Routers.with(provider, time)
                .deployment(deployment("a").rpm(1).build())
                .maxQueueSize(1);
        try (QuotaRouter router = builder.build()) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);

            assertThatThrownBy(() -> router.chat(HELLO))
                    .isInstanceOfSatisfying(
                            QuotaExhaustedException.class,
                            e -> assertThat(e.retryAt()).hasValue(time.now().plusSeconds(60)))
                    .hasMessageContaining("queue is full");
            waiting.cancel(true);
            assertThat(router.status().waiting()).isZero();
        }
    }

    @Test
    void a_flooded_name_turns_nobody_away_who_asks_for_another() {
        QuotaRouterBuilder builder = Routers.with(provider, time)
                .deployment(deployment("a").rpm(1).build())
                .alias("other", "chat")
                .maxQueueSize(2);
        try (QuotaRouter router = builder.build()) {
            router.chat(HELLO);
            List<CompletableFuture<ChatResponse>> flood = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                flood.add(router.chatAsync(HELLO));
            }
            assertThatThrownBy(() -> router.chat(HELLO)).hasMessageContaining("queue is full");
            CompletableFuture<ChatResponse> other = router.chatAsync(
                    HELLO.toBuilder().model("other").priority(-1).build());
            assertThat(router.status().waiting()).isEqualTo(3);

            time.advance(Duration.ofMinutes(1));
            assertThat(other).as("they share the quota: priority goes first").isCompleted();
            time.advance(Duration.ofMinutes(1));
            assertThat(flood.get(0)).isCompleted();
        }
    }

    @Test
    void a_day_that_was_spent_is_used_at_its_reset_by_those_who_wait() {
        try (QuotaRouter router = router(deployment("a").rpd(1))) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(
                    HELLO.toBuilder().deadline(Duration.ofHours(13)).build());
            Instant reset = Instant.parse("2026-07-02T07:00:00Z");
            time.advanceTo(reset.minusMillis(1));
            assertThat(waiting).isNotDone();
            time.advanceTo(reset);

            assertThat(waiting).isCompleted();
        }
    }

    @Test
    void a_wait_that_became_hopeless_ends_at_once_and_says_until_when() {
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        provider.answerLater((target, call) -> first);
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            CompletableFuture<ChatResponse> refused = router.chatAsync(within(HELLO, 600));
            CompletableFuture<ChatResponse> waiting = router.chatAsync(within(HELLO, 600));
            assertThat(waiting).isNotDone();

            first.complete(failed(FailureKind.DAY_QUOTA_EXHAUSTED));

            assertThat(refused).isCompletedExceptionally();
            assertThat(waiting)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(QuotaExhaustedException.class, e -> {
                        assertThat(e.retryAt()).hasValue(Instant.parse("2026-07-02T07:00:00Z"));
                        assertThat(e.refusals()).extracting(Refusal::reason).containsExactly(Availability.DAY_FULL);
                    });
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void thousands_who_were_refused_together_wait_and_are_served_as_fast_as_the_limit_allows() {
        CompletableFuture<Outcome> served = new CompletableFuture<>();
        CompletableFuture<Outcome> refused = new CompletableFuture<>();
        provider.answerLater((target, call) -> {
            int number = provider.calls().size();
            return number > 2_000 ? CompletableFuture.completedFuture(ok()) : number <= 100 ? served : refused.copy();
        });
        QuotaRouterBuilder builder =
                Routers.with(provider, time).deployment(deployment("a").build()).maxQueueSize(2_000);
        try (QuotaRouter router = builder.build()) {
            List<CompletableFuture<ChatResponse>> chats = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                chats.add(router.chatAsync(within(HELLO, 6_000)));
            }
            served.complete(ok());
            refused.complete(failed(Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "limit 100")
                    .violations(List.of(
                            new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, OptionalLong.of(100))))));
            assertThat(router.status().waiting()).isEqualTo(1_900);
            time.advance(Duration.ofMinutes(25));

            assertThat(chats.stream().filter(chat -> !chat.isDone())).isEmpty();
            assertThat(chats.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .isEmpty();
        }
    }

    @Test
    void an_interrupted_thread_stops_waiting_keeps_its_flag_and_leaves_nothing_behind() throws Exception {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            router.chat(HELLO);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            CountDownLatch ended = new CountDownLatch(1);
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                try {
                    router.chat(HELLO);
                } catch (RuntimeException e) {
                    thrown.set(e);
                }
                flag.set(Thread.currentThread().isInterrupted());
                ended.countDown();
            });
            thread.start();
            while (router.status().waiting() == 0) {
                Thread.onSpinWait();
            }
            thread.interrupt();

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(thrown.get()).isInstanceOf(ChatCancelledException.class);
            assertThat(flag.get()).isTrue();
            assertThat(router.status().waiting()).isZero();
            time.advance(Duration.ofMinutes(1));
            assertThat(router.chat(HELLO).text()).isEqualTo("ok");
        }
    }

    @Test
    void a_thread_that_is_interrupted_already_calls_nobody() {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(ChatCancelledException.class);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(provider.calls()).isEmpty();
        }
    }

    @Test
    void cancelling_a_waiting_chat_gives_its_place_up() {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> cancelled = router.chatAsync(HELLO);
            CompletableFuture<ChatResponse> next = router.chatAsync(HELLO);
            cancelled.cancel(true);
            assertThat(router.status().waiting()).isEqualTo(1);
            time.advance(Duration.ofMinutes(1));

            assertThat(next).isCompleted();
            assertThat(provider.calls()).hasSize(2);
        }
    }

    @Test
    void cancelling_a_call_under_way_cancels_it_at_the_provider_and_keeps_what_may_have_been_counted() {
        CompletableFuture<Outcome> call = new CompletableFuture<>();
        provider.answerLater((target, chatCall) -> call);
        try (QuotaRouter router = router(deployment("a").rpm(5))) {
            router.chatAsync(HELLO).cancel(true);

            assertThat(call).isCancelled();
            WindowUsage minute = router.status().pools().get(0).windows().get(0);
            assertThat(minute.used()).isEqualTo(1);
            assertThat(minute.reserved()).isZero();
        }
    }

    @Test
    void closing_the_router_sends_away_who_waits() {
        QuotaRouter router = router(deployment("a").rpm(1));
        router.chat(HELLO);
        CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);
        router.close();

        assertThat(waiting)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ChatCancelledException.class);
    }

    @Test
    void five_hundred_threads_at_once_never_exceed_the_minute() throws Exception {
        try (QuotaRouter router = router(deployment("a").rpm(10))) {
            ExecutorService threads = Executors.newFixedThreadPool(500);
            List<Future<?>> chats = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                chats.add(threads.submit(() -> router.chat(within(HELLO, 150))));
            }
            while (provider.calls().size() < 10 || router.status().waiting() < 490) {
                Thread.onSpinWait();
            }
            assertThat(provider.calls()).hasSize(10);

            time.advance(Duration.ofSeconds(59));
            assertThat(provider.calls()).hasSize(10);
            time.advance(Duration.ofSeconds(1));
            while (provider.calls().size() < 20) {
                Thread.onSpinWait();
            }
            assertThat(router.status().waiting()).isEqualTo(480);
            time.advance(Duration.ofSeconds(60));
            while (provider.calls().size() < 30) {
                Thread.onSpinWait();
            }
            time.advance(Duration.ofSeconds(30));
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            long replies = chats.stream().filter(WaitingTest::succeeded).count();
            assertThat(replies).isEqualTo(30);
            assertThat(provider.calls()).hasSize(30);
        }
    }

    private static boolean succeeded(Future<?> chat) {
        try {
            chat.get();
            return true;
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e.getCause()).isInstanceOfAny(QuotaExhaustedException.class, DeadlineExceededException.class);
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void wait(QuotaRouter router, String name, int priority, List<String> served) {
        ChatRequest request = HELLO.toBuilder()
                .priority(priority)
                .deadline(Duration.ofMinutes(10))
                .build();
        CompletableFuture<Void> unused = router.chatAsync(request).thenAccept(response -> served.add(name));
    }

    private static ChatRequest within(ChatRequest request, long seconds) {
        return request.toBuilder().deadline(Duration.ofSeconds(seconds)).build();
    }

    private QuotaRouter router(Deployment.Builder deployment) {
        return Routers.with(provider, time).deployment(deployment.build()).build();
    }
}
