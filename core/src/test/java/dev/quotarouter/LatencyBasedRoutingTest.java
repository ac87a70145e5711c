package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.LatencySettings;
import dev.quotarouter.config.RoutingStrategyName;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LatencyBasedRoutingTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final Map<String, Duration> delays = new HashMap<>();
    private final Map<String, Long> tokens = new HashMap<>();

    {
        provider.answer((target, call) -> {
            time.advance(delays.getOrDefault(target.model(), Duration.ofSeconds(1)));
            return reply(tokens.getOrDefault(target.model(), 10L));
        });
    }

    @Test
    void everyone_is_tried_once_and_then_the_fastest_is_taken() {
        delays.put("slow", Duration.ofSeconds(5));
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("slow"), deployment("fast"))) {
            chat(router, 2);
            assertThat(provider.modelsCalled()).containsExactlyInAnyOrder("slow", "fast");

            chat(router, 10);
            assertThat(lastCalls(10)).containsOnly("fast");
        }
    }

    @Test
    void time_is_measured_for_each_token_thoughts_included() {
        delays.put("talkative", Duration.ofSeconds(10));
        tokens.put("talkative", 1_000L);
        delays.put("terse", Duration.ofSeconds(1));
        tokens.put("terse", 10L);
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("talkative"), deployment("terse"))) {
            chat(router, 12);

            assertThat(lastCalls(10)).containsOnly("talkative");
        }
    }

    @Test
    void a_reply_without_tokens_is_slow_and_breaks_nothing() {
        delays.put("empty", Duration.ofMillis(200));
        tokens.put("empty", 0L);
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("empty"), deployment("full"))) {
            chat(router, 12);

            assertThat(lastCalls(10)).containsOnly("full"); // 0.1 seconds a token against 0.2.
            assertThat(router.explain(HELLO).deployments().get(0).latency()).hasValue(0.2);
        }
    }

    @Test
    void a_stream_is_judged_by_its_first_chunk() {
        // For each token "late" is the faster one: its replies are long.
        tokens.put("late", 1_000L);
        delays.put("late", Duration.ofSeconds(3));
        delays.put("prompt", Duration.ofSeconds(1));
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("late"), deployment("prompt"))) {
            for (int i = 0; i < 12; i++) {
                router.stream(HELLO).close();
            }
            assertThat(lastCalls(10)).containsOnly("prompt");

            chat(router, 12);
            assertThat(lastCalls(10)).containsOnly("late");
        }
    }

    @Test
    void the_newest_times_count() {
        delays.put("b", Duration.ofSeconds(2));
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("a"), deployment("b"))) {
            chat(router, 30);
            assertThat(lastCalls(20)).containsOnly("a");

            // The mean of ten passes that of "b" with the third: (7 × 1 + 3 × 5) / 10 > 2.
            delays.put("a", Duration.ofSeconds(5));
            chat(router, 10);
            assertThat(lastCalls(10).subList(0, 3)).containsOnly("a");
            assertThat(lastCalls(10).subList(3, 10)).containsOnly("b");
        }
    }

    @Test
    void fewer_times_may_count() {
        delays.put("b", Duration.ofSeconds(2));
        LatencySettings newestOnly = new LatencySettings(Duration.ofHours(1), 0, 1);
        try (QuotaRouter router = router(newestOnly, deployment("a"), deployment("b"))) {
            chat(router, 5);
            delays.put("a", Duration.ofSeconds(3));
            chat(router, 2);

            assertThat(lastCalls(2)).containsExactly("a", "b");
        }
    }

    @Test
    void what_was_measured_long_ago_is_forgotten_and_tried_again() {
        delays.put("b", Duration.ofSeconds(2));
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("a"), deployment("b"))) {
            chat(router, 10);
            assertThat(Collections.frequency(provider.modelsCalled(), "b")).isEqualTo(1);

            time.advance(Duration.ofHours(1));
            delays.put("b", Duration.ofMillis(500));
            chat(router, 10);
            assertThat(lastCalls(8)).containsOnly("b");
        }
    }

    @Test
    void within_the_buffer_deployments_are_equal() {
        delays.put("a", Duration.ofMillis(1_000));
        delays.put("b", Duration.ofMillis(1_150));
        delays.put("c", Duration.ofMillis(1_300));
        LatencySettings fifth = new LatencySettings(Duration.ofHours(1), 0.2, 10);
        try (QuotaRouter router = router(fifth, deployment("a"), deployment("b"), deployment("c"))) {
            chat(router, 43);

            assertThat(Collections.frequency(lastCalls(40), "a")).isBetween(19, 21);
            assertThat(Collections.frequency(lastCalls(40), "b")).isBetween(19, 21);
        }
    }

    @Test
    void a_time_out_counts_as_the_time_that_was_waited() {
        delays.put("a", Duration.ofMillis(500));
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("a"), deployment("b"))) {
            chat(router, 5);
            assertThat(lastCalls(3)).containsOnly("a");

            provider.answer((target, call) -> {
                time.advance(Duration.ofSeconds(target.model().equals("a") ? 60 : 1));
                return target.model().equals("a") ? ScriptedProvider.failed(FailureKind.TIMEOUT) : reply(10);
            });
            chat(router, 1);
            assertThat(lastCalls(2)).containsExactly("a", "b");

            chat(router, 5); // One failure is forgiven: it does not rest, it is slow.
            assertThat(lastCalls(5)).containsOnly("b");
        }
    }

    @Test
    void a_burst_does_not_flood_whoever_is_being_tried() {
        provider.answerLater((target, call) -> new CompletableFuture<>());
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("x"), deployment("y"), deployment("z"))) {
            for (int i = 0; i < 9; i++) {
                assertThat(router.chatAsync(HELLO)).isNotDone();
            }

            assertThat(List.of("x", "y", "z"))
                    .allSatisfy(model -> assertThat(Collections.frequency(lastCalls(9), model))
                            .isEqualTo(3));
        }
    }

    @Test
    void the_fastest_is_left_when_it_has_no_room() {
        delays.put("b", Duration.ofSeconds(2));
        try (QuotaRouter router =
                router(LatencySettings.DEFAULT, deployment("a").rpm(5), deployment("b"))) {
            chat(router, 10);

            assertThat(Collections.frequency(provider.modelsCalled(), "a")).isEqualTo(5);
        }
    }

    @Test
    void the_explanation_tells_what_was_measured() {
        try (QuotaRouter router = router(LatencySettings.DEFAULT, deployment("a"))) {
            assertThat(router.explain(HELLO).deployments().get(0).latency()).isEmpty();

            router.chat(HELLO);

            assertThat(router.explain(HELLO).deployments().get(0).latency()).hasValue(0.1);
        }
    }

    private static Outcome reply(long outputTokens) {
        return new Outcome.Completed(ChatResponse.builder(ChatMessage.assistant("ok"))
                .usage(new TokenUsage(1, outputTokens / 2, outputTokens - outputTokens / 2, 0, 0, outputTokens + 1))
                .build());
    }

    private static void chat(QuotaRouter router, int chats) {
        for (int i = 0; i < chats; i++) {
            router.chat(HELLO);
        }
    }

    private List<String> lastCalls(int calls) {
        List<String> all = provider.modelsCalled();
        return all.subList(all.size() - calls, all.size());
    }

    private QuotaRouter router(LatencySettings latency, Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time)
                .strategy(RoutingStrategyName.LATENCY_BASED_ROUTING)
                .latency(latency);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
