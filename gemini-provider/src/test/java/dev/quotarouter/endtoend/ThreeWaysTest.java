package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.simulator.CallCounts;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.GeminiSimulatorBuilder;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.RecordedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five models and two keys, each reached in three ways: as {@code gpt-4}, by the model's own group, and through {@code gemini/*}.
 * Whichever way a call goes, it is counted in the one pool of its key and model.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(240)
class ThreeWaysTest {
    private static final Map<String, Integer> REQUESTS_PER_MINUTE = Map.of(
            "gemini-2.5-pro", 10,
            "gemini-2.5-flash", 20,
            "gemini-2.5-flash-lite", 30,
            "gemini-2.0-flash", 30,
            "gemini-2.0-flash-lite", 60);
    // The same share of each minute, so that no day binds before another.
    private static final int DAY = 100;
    private static final int CAPACITY = 2 * 150;

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");

    @Test
    void every_call_is_counted_once_and_no_call_is_refused_until_the_last_one_of_the_minute(@TempDir Path directory)
            throws Exception {
        try (GeminiSimulator gemini = simulator().start();
                QuotaRouter router = QuotaRouter.builder()
                        .time(time)
                        .scheduler(time)
                        .config(file(directory, gemini))
                        .build()) {
            chatAtOnce(router, mixedNames());
            assertThat(router.status().deployments()).hasSize(10);
            assertThat(router.status().pools()).hasSize(10);
            assertThat(used(router)).isEqualTo(served(gemini));
            assertThat(router.status().deployments())
                    .filteredOn(deployment -> deployment.model().equals("gemini/gemini-2.5-pro"))
                    .hasSize(2);

            // What the three ways left of the minute is there for one of them, and not a call more.
            chatAtOnce(router, Collections.nCopies(CAPACITY - gemini.calls().size(), "gpt-4"));
            for (String name : List.of("gpt-4", "gemini-2.5-pro", "gemini/gemini-2.0-flash-lite")) {
                ChatRequest impatient = ChatRequest.builder(name)
                        .user("one more")
                        .deadline(Duration.ofSeconds(1))
                        .build();
                assertThatThrownBy(() -> router.chat(impatient))
                        .as(name)
                        .isInstanceOfSatisfying(
                                QuotaExhaustedException.class,
                                refused -> assertThat(refused.attempts()).isEmpty());
            }

            assertThat(gemini.calls()).hasSize(CAPACITY).allMatch(RecordedCall::admitted);
            assertThat(used(router)).isEqualTo(served(gemini));
            assertThat(used(router).values()).allMatch(REQUESTS_PER_MINUTE::containsValue);
        }
    }

    @Test
    void the_names_are_those_of_the_file_and_a_wildcard_lists_what_it_has_caught(@TempDir Path directory)
            throws Exception {
        try (GeminiSimulator gemini = simulator().start();
                QuotaRouter router = QuotaRouter.builder()
                        .time(time)
                        .scheduler(time)
                        .config(file(directory, gemini))
                        .build()) {
            router.chat(ChatRequest.of("gemini/gemini-2.5-flash", "hello"));

            assertThat(router.explain(ChatRequest.of("gpt-4", "hello")).deployments())
                    .hasSize(10);
            assertThat(router.explain(ChatRequest.of("gemini-2.5-flash", "hello"))
                            .deployments())
                    .hasSize(2);
            assertThat(router.explain(ChatRequest.of("gemini/gemini-2.5-flash", "hello"))
                            .deployments())
                    .hasSize(2);
            assertThat(router.status().deployments())
                    .extracting(DeploymentStatus::id)
                    .doesNotHaveDuplicates()
                    .hasSize(10);
        }
    }

    private static void chatAtOnce(QuotaRouter router, List<String> names) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<ChatResponse>> chats = new ArrayList<>();
            for (String name : names) {
                chats.add(threads.submit(() -> router.chat(ChatRequest.of(name, "hello"))));
            }
            for (Future<ChatResponse> chat : chats) {
                assertThat(chat.get().attempts()).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A fifth of every model's minute by its own name, a fifth through the wildcard, a quarter of everything as {@code gpt-4}. */
    private static List<String> mixedNames() {
        List<String> names = new ArrayList<>(Collections.nCopies(CAPACITY / 4, "gpt-4"));
        REQUESTS_PER_MINUTE.forEach((model, requests) -> {
            names.addAll(Collections.nCopies(2 * requests / 5, model));
            names.addAll(Collections.nCopies(2 * requests / 5, "gemini/" + model));
        });
        Collections.shuffle(names, new Random(20));
        return names;
    }

    private GeminiSimulatorBuilder simulator() {
        GeminiSimulatorBuilder builder = GeminiSimulator.builder().clock(time::now);
        for (int project = 1; project <= 2; project++) {
            String key = "KEY-" + project;
            builder.project("project-" + project, p -> {
                p.key(key);
                REQUESTS_PER_MINUTE.forEach(
                        (model, requests) -> p.model(model, Limits.of(requests, 10_000_000, DAY * requests)));
            });
        }
        return builder;
    }

    private static Path file(Path directory, GeminiSimulator gemini) throws IOException {
        StringBuilder yaml = new StringBuilder("model_list:\n");
        for (int project = 1; project <= 2; project++) {
            for (Map.Entry<String, Integer> model : REQUESTS_PER_MINUTE.entrySet()) {
                for (String name : List.of("gpt-4", model.getKey())) {
                    yaml.append("""
                              - model_name: %s
                                litellm_params: {model: gemini/%s, api_key: KEY-%d, project: project-%d, api_base: "%s", rpm: %d, rpd: %d}
                            """.formatted(
                                    name,
                                    model.getKey(),
                                    project,
                                    project,
                                    gemini.url(),
                                    model.getValue(),
                                    DAY * model.getValue()));
                }
            }
            yaml.append("""
                      - model_name: gemini/*
                        litellm_params: {model: gemini/*, api_key: KEY-%d, project: project-%d, api_base: "%s"}
                    """.formatted(project, project, gemini.url()));
        }
        return Files.writeString(directory.resolve("config.yaml"), yaml);
    }

    /** {@return what the router has counted in the minute, by project and model} */
    private static Map<String, Integer> used(QuotaRouter router) {
        Map<String, Integer> used = new LinkedHashMap<>();
        for (PoolStatus pool : router.status().pools()) {
            for (WindowUsage window : pool.windows()) {
                if (window.dimension() == QuotaDimension.REQUESTS && window.span() == QuotaSpan.MINUTE) {
                    assertThat(window.reserved()).isZero();
                    used.merge(pool.project() + " " + pool.model(), (int) window.used(), Integer::sum);
                }
            }
        }
        return used;
    }

    /** {@return what Gemini has served, by project and model} */
    private static Map<String, Integer> served(GeminiSimulator gemini) {
        Map<String, Integer> served = new LinkedHashMap<>();
        for (int project = 1; project <= 2; project++) {
            for (String model : REQUESTS_PER_MINUTE.keySet()) {
                String name = "project-" + project;
                CallCounts counts = gemini.counts(name, model);
                served.put(name + " " + model, (int) counts.served());
            }
        }
        return served;
    }
}
