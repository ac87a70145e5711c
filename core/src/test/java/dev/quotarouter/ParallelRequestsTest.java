package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.DeadlineExceededException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60) // Who is not served waits, and no time passes by itself.
class ParallelRequestsTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final ConcurrentLinkedDeque<CompletableFuture<Outcome>> open = new ConcurrentLinkedDeque<>();

    {
        provider.answerLater((target, call) -> {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        });
    }

    @Test
    void no_more_calls_are_under_way_than_may_be_and_the_next_waits_for_the_end_of_one() {
        try (QuotaRouter router = router(deployment("a").maxParallelRequests(2))) {
            List<CompletableFuture<ChatResponse>> chats = chats(router, 4);

            assertThat(provider.calls()).hasSize(2);
            assertThat(router.status().waiting()).isEqualTo(2);
            assertThat(router.status().deployments().get(0)).satisfies(status -> {
                assertThat(status.availability()).isEqualTo(Availability.AT_CAPACITY);
                assertThat(status.until()).isEmpty();
                assertThat(status.detail()).isEqualTo("2 of 2 calls under way");
            });

            open.removeFirst().complete(ScriptedProvider.ok());
            assertThat(provider.calls()).hasSize(3);
            assertThat(chats.get(0)).isCompleted();

            open.removeFirst().complete(ScriptedProvider.ok());
            open.removeFirst().complete(ScriptedProvider.ok());
            open.removeFirst().complete(ScriptedProvider.ok());
            assertThat(chats).allSatisfy(chat -> assertThat(chat).isCompleted());
            assertThat(router.status().deployments().get(0).inFlight()).isZero();
        }
    }

    @Test
    void nobody_polls_while_waiting_for_the_end_of_a_call() {
        AtomicInteger timers = new AtomicInteger();
        QuotaRouterBuilder builder = Routers.with(provider, time).scheduler((delay, action) -> {
            timers.incrementAndGet();
            return time.schedule(delay, action);
        });
        try (QuotaRouter router = builder.deployment(
                        deployment("a").maxParallelRequests(1).build())
                .build()) {
            chats(router, 2);
            time.advance(Duration.ofSeconds(30));

            assertThat(timers.get()).isEqualTo(1); // The deadline of the one who waits.
            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void the_others_serve_meanwhile() {
        try (QuotaRouter router = router(
                deployment("a").maxParallelRequests(1).rpm(1_000_000),
                deployment("b").rpm(10))) {
            chats(router, 5);

            assertThat(provider.modelsCalled()).containsOnlyOnce("a").hasSize(5);
        }
    }

    @Test
    void who_waits_longer_than_its_deadline_is_told() {
        try (QuotaRouter router = router(deployment("a").maxParallelRequests(1))) {
            chats(router, 1);
            CompletableFuture<ChatResponse> late = router.chatAsync(
                    HELLO.toBuilder().deadline(Duration.ofSeconds(5)).build());

            time.advance(Duration.ofSeconds(5));

            assertThatThrownBy(late::join).hasCauseInstanceOf(DeadlineExceededException.class);
            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void a_failure_or_a_cancellation_makes_room_as_well() {
        try (QuotaRouter router = router(deployment("a").maxParallelRequests(1))) {
            List<CompletableFuture<ChatResponse>> chats = chats(router, 3);

            open.removeFirst().complete(ScriptedProvider.failed(FailureKind.INVALID_REQUEST));
            assertThat(provider.calls()).hasSize(2);

            chats.get(1).cancel(true);
            assertThat(provider.calls()).hasSize(3);
        }
    }

    @Test
    void a_stream_holds_its_place_until_it_ends() {
        provider.answer((target, call) -> ScriptedProvider.ok());
        try (QuotaRouter router = router(deployment("a").maxParallelRequests(1))) {
            CompletableFuture<ChatResponse> second;
            try (ChatStream stream = router.stream(HELLO)) {
                assertThat(stream.iterator().hasNext()).isTrue();
                second = router.chatAsync(HELLO);
                assertThat(second).isNotDone();
            }

            assertThat(second).isCompleted();
        }
    }

    @Test
    void the_routers_number_holds_where_a_deployment_says_nothing() {
        QuotaRouterBuilder builder = Routers.with(provider, time).defaultMaxParallelRequests(2);
        builder.deployment(deployment("own").maxParallelRequests(3).build());
        builder.deployment(deployment("default").build());
        try (QuotaRouter router = builder.build()) {
            chats(router, 10);

            assertThat(provider.calls()).hasSize(5);
            assertThat(router.status().deployments())
                    .extracting(DeploymentStatus::inFlight)
                    .containsExactly(3, 2);
        }
    }

    @Test
    void limits_of_the_minute_say_nothing_of_how_many_calls_may_be_under_way() {
        try (QuotaRouter router = router(deployment("a").rpm(50).tpm(1_000))) {
            chats(router, 50);

            assertThat(provider.calls()).hasSize(50);
        }
    }

    @Test
    void at_any_concurrency_there_are_never_more() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        provider.answer((target, call) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
            return ScriptedProvider.ok();
        });
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (QuotaRouter router = router(deployment("a").maxParallelRequests(3))) {
            List<Future<ChatResponse>> chats = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                chats.add(threads.submit(() -> router.chat(HELLO)));
            }
            for (Future<ChatResponse> chat : chats) {
                chat.get();
            }

            assertThat(most.get()).isBetween(1, 3);
            assertThat(provider.calls()).hasSize(1_000);
            assertThat(router.status().deployments().get(0).inFlight()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<CompletableFuture<ChatResponse>> chats(QuotaRouter router, int count) {
        List<CompletableFuture<ChatResponse>> chats = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chats.add(router.chatAsync(HELLO));
        }
        return chats;
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
