package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RoutingStrategyName;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60) // Who is not served waits, and no time passes by itself.
class LeastBusyTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final Map<String, ConcurrentLinkedDeque<CompletableFuture<Outcome>>> open = new ConcurrentHashMap<>();

    @Test
    void a_burst_spreads_though_no_call_has_ended_yet() {
        answerWhenTold();
        // By usage alone nearly all would go to the large one.
        try (QuotaRouter router = router(
                deployment("a").rpm(10_000),
                deployment("b").rpm(30),
                deployment("c").rpm(30))) {
            burst(router, 30);

            assertThat(inFlight(router))
                    .containsEntry("a", 10)
                    .containsEntry("b", 10)
                    .containsEntry("c", 10);
        }
    }

    @Test
    void whoever_has_answered_is_asked_next() {
        answerWhenTold();
        try (QuotaRouter router = router(deployment("a"), deployment("b"))) {
            burst(router, 6);
            answerOne("b");
            answerOne("b");

            burst(router, 2);

            assertThat(inFlight(router)).containsEntry("a", 3).containsEntry("b", 3);
            assertThat(Collections.frequency(provider.modelsCalled(), "b")).isEqualTo(5);
        }
    }

    @Test
    void with_nothing_under_way_equal_deployments_are_used_equally() {
        try (QuotaRouter router = router(deployment("a"), deployment("b"), deployment("c"))) {
            for (int i = 0; i < 300; i++) {
                router.chat(HELLO);
                time.advance(Duration.ofSeconds(7));
            }

            assertThat(List.of("a", "b", "c"))
                    .allSatisfy(model -> assertThat(Collections.frequency(provider.modelsCalled(), model))
                            .isBetween(99, 101));
        }
    }

    @Test
    void a_stream_is_under_way_until_it_ends() {
        try (QuotaRouter router = router(deployment("a"), deployment("b"))) {
            try (ChatStream stream = router.stream(HELLO)) {
                String streaming = provider.modelsCalled().get(0);
                for (int i = 0; i < 5; i++) {
                    router.chat(HELLO);
                }

                assertThat(provider.modelsCalled().subList(1, 6)).doesNotContain(streaming);
                assertThat(inFlight(router)).containsEntry(streaming, 1);

                stream.response();
                assertThat(inFlight(router)).containsEntry(streaming, 0);
            }
        }
    }

    @Test
    void however_a_call_ends_it_is_no_longer_under_way() {
        try (QuotaRouter router = router(deployment("a").rpm(1_000))) {
            router.chat(HELLO);
            assertThat(inFlight(router)).containsEntry("a", 0);

            provider.answer((target, call) -> ScriptedProvider.failed(FailureKind.INVALID_REQUEST));
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(InvalidRequestException.class);
            assertThat(inFlight(router)).containsEntry("a", 0);

            provider.answer((target, call) -> {
                throw new IllegalStateException("broken");
            });
            assertThatThrownBy(() -> router.chat(HELLO)).hasMessageContaining("a");
            assertThat(inFlight(router)).containsEntry("a", 0);

            answerWhenTold();
            CompletableFuture<ChatResponse> cancelled = router.chatAsync(HELLO);
            assertThat(inFlight(router)).containsEntry("a", 1);
            cancelled.cancel(true);
            assertThat(inFlight(router)).containsEntry("a", 0);

            provider.answer((target, call) -> ScriptedProvider.ok());
            router.stream(HELLO).close();
            assertThat(inFlight(router)).containsEntry("a", 0);
        }
    }

    @Test
    void counts_return_to_zero_after_a_storm() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (QuotaRouter router = router(deployment("a"), deployment("b"), deployment("c"))) {
            provider.answer(
                    (target, call) -> call.request().messages().get(0).text().hashCode() % 3 == 0
                            ? ScriptedProvider.failed(FailureKind.INVALID_REQUEST)
                            : ScriptedProvider.ok());
            List<Future<?>> storm = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                ChatRequest request = ChatRequest.of("chat", "n" + i);
                storm.add(threads.submit(() -> router.chatAsync(request)
                        .handle((reply, thrown) -> reply)
                        .join()));
            }
            for (Future<?> each : storm) {
                each.get();
            }

            assertThat(inFlight(router).values()).containsOnly(0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void only_those_with_room_are_compared() {
        answerWhenTold();
        try (QuotaRouter router = router(deployment("a").rpm(2), deployment("b"))) {
            burst(router, 10);

            assertThat(inFlight(router)).containsEntry("a", 2).containsEntry("b", 8);
        }
    }

    private void answerWhenTold() {
        provider.answerLater((target, call) -> {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            open.computeIfAbsent(target.model(), model -> new ConcurrentLinkedDeque<>())
                    .add(answer);
            return answer;
        });
    }

    private void answerOne(String model) {
        assertThat(open.getOrDefault(model, new ConcurrentLinkedDeque<>())
                        .removeFirst()
                        .complete(ScriptedProvider.ok()))
                .isTrue();
    }

    private static void burst(QuotaRouter router, int chats) {
        for (int i = 0; i < chats; i++) {
            assertThat(router.chatAsync(HELLO)).isNotDone();
        }
    }

    private static Map<String, Integer> inFlight(QuotaRouter router) {
        return router.status().deployments().stream()
                .collect(Collectors.toMap(DeploymentStatus::id, DeploymentStatus::inFlight));
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time).strategy(RoutingStrategyName.LEAST_BUSY);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
