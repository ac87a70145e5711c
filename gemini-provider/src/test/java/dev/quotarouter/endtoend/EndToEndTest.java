package dev.quotarouter.endtoend;

import static dev.quotarouter.endtoend.Views.assertNothingIsReserved;
import static dev.quotarouter.endtoend.Views.usedToday;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.GeminiSimulatorBuilder;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.RecordedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The router against the simulated Gemini: a real file, real HTTP, and two sets of books that know nothing of each other. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(240)
class EndToEndTest {
    private static final Map<String, Limits> TEN_TIMES_FREE = Map.of(
            "gemini-2.5-pro", Limits.of(50, 2_500_000, 1_000),
            "gemini-2.5-flash", Limits.of(100, 2_500_000, 2_500),
            "gemini-2.5-flash-lite", Limits.of(150, 2_500_000, 10_000),
            "gemini-2.0-flash", Limits.of(150, 10_000_000, 2_000),
            "gemini-2.0-flash-lite", Limits.of(300, 10_000_000, 2_000));

    @Test
    void a_thousand_chats_within_capacity_are_a_thousand_calls_no_refusal_and_an_even_load(@TempDir Path directory)
            throws Exception {
        try (GeminiSimulator gemini = tenTimesFree().start();
                QuotaRouter router = QuotaRouter.load(tenDeployments(directory, gemini))) {
            ExecutorService threads = Executors.newFixedThreadPool(32);
            List<Future<ChatResponse>> chats = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                ChatRequest request = ChatRequest.of("gpt-4", "chat number " + i);
                chats.add(threads.submit(() -> router.chat(request)));
            }
            for (Future<ChatResponse> chat : chats) {
                assertThat(chat.get().text()).isNotEmpty();
                assertThat(chat.get().attempts()).hasSize(1);
            }
            threads.shutdown();

            assertThat(gemini.calls()).hasSize(1_000).allMatch(RecordedCall::admitted);
            TEN_TIMES_FREE
                    .keySet()
                    .forEach(model -> assertThat(
                                    Math.abs(calls(gemini, "project-1", model) - calls(gemini, "project-2", model)))
                            .as("difference between the two keys of %s", model)
                            .isLessThanOrEqualTo(2));
            assertThat(gemini.keySeenInUrl()).isFalse();
            assertNothingIsReserved(router);
            assertThat(usedToday(router)).isEqualTo(1_000);
            // What is full is what has served its whole minute, and only that.
            assertThat(router.explain(ChatRequest.of("gpt-4", "one more")).deployments())
                    .hasSize(10)
                    .allMatch(deployment -> (deployment.availability() == Availability.MINUTE_FULL)
                            == (deployment.minuteUtilization() == 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T12:00:00-07:00, 2026-07-02T00:00:00-07:00",
        "2026-03-07T23:30:00-08:00, 2026-03-08T00:00:00-08:00",
        "2026-03-08T00:30:00-08:00, 2026-03-09T00:00:00-07:00",
        "2026-10-31T23:30:00-07:00, 2026-11-01T00:00:00-07:00",
        "2026-11-01T00:30:00-07:00, 2026-11-02T00:00:00-08:00"
    })
    void a_spent_day_is_left_alone_until_midnight_in_los_angeles_and_used_within_a_second(
            String noon, String midnight) {
        ManualTime time = ManualTime.at(noon);
        Instant reset = Instant.from(OffsetDateTime.parse(midnight));
        try (GeminiSimulator gemini = GeminiSimulator.builder()
                        .clock(time::now)
                        .project("team", p -> p.key("KEY").model("gemini-2.5-flash", Limits.of(100, 1_000_000, 3)))
                        .start();
                QuotaRouter router = router(
                        gemini,
                        time,
                        Deployment.builder("chat", "gemini/gemini-2.5-flash").apiKey("KEY"))) {
            for (int i = 0; i < 3; i++) {
                router.chat(ChatRequest.of("chat", "hello"));
            }
            ChatRequest impatient = ChatRequest.builder("chat")
                    .user("hello")
                    .deadline(Duration.ofMillis(1))
                    .build();
            assertThatThrownBy(() -> router.chat(ChatRequest.of("chat", "one too many")))
                    .isInstanceOf(QuotaExhaustedException.class);
            while (time.now().isBefore(reset.minusSeconds(1))) {
                assertThatThrownBy(() -> router.chat(impatient))
                        .isInstanceOfSatisfying(
                                QuotaExhaustedException.class,
                                e -> assertThat(e.retryAt()).hasValue(reset));
                Instant next = time.now().plus(Duration.ofMinutes(7));
                time.advanceTo(next.isBefore(reset) ? next : reset.minusSeconds(1));
            }
            assertThat(gemini.calls())
                    .as("three replies and the one refusal that taught")
                    .hasSize(4);

            CompletableFuture<ChatResponse> waiting = router.chatAsync(ChatRequest.of("chat", "good morning"));
            time.advanceTo(reset.minusMillis(1));
            assertThat(gemini.calls()).hasSize(4);
            time.advanceTo(reset);
            assertThat(waiting.join().attempts()).hasSize(1);
            assertThat(gemini.calls()).hasSize(5).last().satisfies(call -> {
                assertThat(call.admitted()).isTrue();
                assertThat(call.at()).isBetween(reset, reset.plusSeconds(1));
            });
        }
    }

    @Test
    void however_many_ask_at_once_ten_a_minute_are_ten_a_minute() throws Exception {
        ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
        try (GeminiSimulator gemini = GeminiSimulator.builder()
                        .clock(time::now)
                        .project("team", p -> p.key("KEY").model("gemini-2.5-flash", Limits.of(10, 1_000_000, 1_000)))
                        .start();
                QuotaRouter router = router(
                        gemini,
                        time,
                        Deployment.builder("chat", "gemini/gemini-2.5-flash")
                                .apiKey("KEY")
                                .rpm(10))) {
            ExecutorService threads = Crowd.executor();
            List<Future<ChatResponse>> chats = new ArrayList<>();
            ChatRequest request = ChatRequest.builder("chat")
                    .user("hello")
                    .deadline(Duration.ofSeconds(150))
                    .build();
            for (int i = 0; i < Crowd.size(); i++) {
                chats.add(threads.submit(() -> router.chat(request)));
            }
            // A call that has ended leaves after its minute, one under way a moment later, as it may have arrived
            // later.
            await(() -> router.status().waiting() == Crowd.size() - 10
                    && gemini.calls().size() == 10
                    && settled(router));
            assertThat(router.explain(request).chosen()).isEmpty();
            assertThat(router.status().deployments().get(0).availability()).isEqualTo(Availability.MINUTE_FULL);
            for (int minute = 2; minute <= 3; minute++) {
                int calls = 10 * minute;
                time.advance(Duration.ofMillis(59_999));
                assertThat(gemini.calls()).hasSize(calls - 10);
                time.advance(Duration.ofMillis(1));
                await(() -> gemini.calls().size() == calls && settled(router));
            }
            time.advance(Duration.ofSeconds(40));

            int replies = 0;
            for (Future<ChatResponse> chat : chats) {
                replies += succeeded(chat) ? 1 : 0;
            }
            threads.shutdown();
            assertThat(replies).isEqualTo(30);
            assertThat(gemini.peakInAny60Seconds("team", "gemini-2.5-flash")).isEqualTo(10);
            assertThat(gemini.calls()).hasSize(30).allMatch(RecordedCall::admitted);
        }
    }

    @Test
    void tool_calls_never_reach_gemma_and_plain_chats_do() {
        try (GeminiSimulator gemini = GeminiSimulator.builder()
                        .project(
                                "team",
                                p -> p.key("KEY")
                                        .model("gemma-3-27b-it", Limits.of(30, 15_000, 14_400))
                                        .model("gemini-2.5-flash", Limits.of(100, 250_000, 2_500)))
                        .start();
                QuotaRouter router = router(
                        gemini,
                        ManualTime.at("2026-07-01T19:00:00Z"),
                        Deployment.builder("chat", "gemini/gemma-3-27b-it")
                                .apiKey("KEY")
                                .rpm(30)
                                .rpd(14_400),
                        Deployment.builder("chat", "gemini/gemini-2.5-flash")
                                .apiKey("KEY")
                                .rpm(100)
                                .rpd(2_500))) {
            ChatRequest weather = ChatRequest.builder("chat")
                    .system("Be brief.")
                    .user("What is the weather in Paris? Use get_weather.")
                    .tool(
                            Tool.function(
                                    "get_weather",
                                    "Current weather of a city",
                                    "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"))
                    .build();
            for (int i = 0; i < 20; i++) {
                ChatResponse answer = router.chat(weather);
                assertThat(answer.toolCalls()).hasSize(1);
                ToolCall call = answer.toolCalls().get(0);
                assertThat(call.arguments()).containsKey("city");
                ChatRequest next = weather.toBuilder()
                        .message(answer.message())
                        .toolResult(call, "{\"celsius\": 21}")
                        .build();
                assertThat(router.chat(next).text()).contains("21");
                router.chat(ChatRequest.builder("chat")
                        .system("Be brief.")
                        .user("Hello")
                        .build());
            }

            Map<String, Long> calls =
                    gemini.calls().stream().collect(Collectors.groupingBy(RecordedCall::model, Collectors.counting()));
            assertThat(calls).containsEntry("gemini-2.5-flash", 40L).containsEntry("gemma-3-27b-it", 20L);
            assertThat(gemini.calls()).allMatch(RecordedCall::admitted).allMatch(call -> call.status() == 200);
        }
    }

    private static GeminiSimulatorBuilder tenTimesFree() {
        GeminiSimulatorBuilder builder = GeminiSimulator.builder();
        for (int project = 1; project <= 2; project++) {
            String key = "KEY-" + project;
            builder.project("project-" + project, p -> {
                p.key(key);
                TEN_TIMES_FREE.forEach(p::model);
            });
        }
        return builder;
    }

    private static Path tenDeployments(Path directory, GeminiSimulator gemini) throws IOException {
        StringBuilder yaml = new StringBuilder("model_list:\n");
        TEN_TIMES_FREE.forEach((model, limits) -> yaml.append("""
                  - model_name: gpt-4
                    litellm_params:
                      model: gemini/%s
                      api_key: [KEY-1, KEY-2]
                      api_base: %s
                      rpm: %d
                      tpm: %d
                      rpd: %d
                """.formatted(
                        model,
                        gemini.url(),
                        limits.rpm().getAsLong(),
                        limits.tpm().getAsLong(),
                        limits.rpd().getAsLong())));
        Path file = directory.resolve("quota-router.yaml");
        return Files.writeString(file, yaml.append("router_settings:\n  num_retries: 2\n  timeout: 45\n"));
    }

    private static QuotaRouter router(GeminiSimulator gemini, ManualTime time, Deployment.Builder... deployments) {
        QuotaRouterBuilder builder =
                QuotaRouter.builder().time(time).scheduler(time).maxQueueSize(20_000);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.baseUrl(gemini.url()).build());
        }
        return builder.build();
    }

    private static long calls(GeminiSimulator gemini, String project, String model) {
        return gemini.counts(project, model).calls();
    }

    private static boolean settled(QuotaRouter router) {
        return router.status().pools().stream()
                .flatMap(pool -> pool.windows().stream())
                .allMatch(window -> window.reserved() == 0);
    }

    private static boolean succeeded(Future<ChatResponse> chat) throws InterruptedException {
        try {
            chat.get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(QuotaExhaustedException.class);
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - giveUp).as("still not so").isNegative();
            Thread.onSpinWait();
        }
    }
}
