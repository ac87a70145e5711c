package dev.quotarouter.endtoend;

import static dev.quotarouter.endtoend.Views.assertNothingIsReserved;
import static dev.quotarouter.endtoend.Views.usedToday;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.RouterConfigBuilder;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The configuration is exchanged again and again while a crowd is served. {@code -Dquotarouter.reload.seconds} says how long. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(240)
class ReloadEndToEndTest {
    private static final long SECONDS = Long.getLong("quotarouter.reload.seconds", 3);
    private static final int THREADS = 64;
    private static final Limits PLENTY = Limits.of(900_000, 50_000_000, 900_000);

    @Test
    void a_reload_every_tenth_of_a_second_loses_no_request_and_no_count() throws Exception {
        try (GeminiSimulator gemini = GeminiSimulator.builder()
                        .project("one", p -> p.key("KEY_ONE").model("gemini-2.5-flash", PLENTY))
                        .project("two", p -> p.key("KEY_TWO").model("gemini-2.5-flash", PLENTY))
                        .start();
                QuotaRouter router =
                        QuotaRouter.builder().config(edition(gemini, 0)).build()) {
            AtomicInteger reloads = new AtomicInteger();
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
            ScheduledFuture<?> reloading = clock.scheduleAtFixedRate(
                    () -> router.reload(edition(gemini, reloads.incrementAndGet())), 100, 100, TimeUnit.MILLISECONDS);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            List<Future<Integer>> crowd = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                crowd.add(threads.submit(() -> chatUntil(end, router)));
            }
            int replies = 0;
            for (Future<Integer> one : crowd) {
                replies += one.get();
            }
            assertThat(reloading.isDone()).as("every reload succeeded").isFalse();
            reloading.cancel(false);
            threads.shutdown();
            clock.shutdown();
            assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            router.reload(edition(gemini, 0));

            assertThat(reloads.get()).isGreaterThan((int) (5 * SECONDS));
            assertThat(replies).isGreaterThan(THREADS);
            assertThat(gemini.calls()).hasSize(replies);
            assertThat(usedToday(router)).isEqualTo(replies);
            assertNothingIsReserved(router);
            assertThat(router.status().waiting()).isZero();
            assertThat(router.status().deployments()).allMatch(deployment -> deployment.inFlight() == 0);
        }
    }

    private static int chatUntil(long end, QuotaRouter router) {
        int replies = 0;
        while (System.nanoTime() - end < 0) {
            assertThat(router.chat(ChatRequest.of("chat", "hello")).attempts()).hasSize(1);
            replies++;
        }
        return replies;
    }

    /** Each edition has other limits, another order, another number of calls at once: most of the crowd waits at any time. */
    private static RouterConfig edition(GeminiSimulator gemini, int number) {
        RouterConfigBuilder config = RouterConfig.builder()
                .requestDeadline(Duration.ofSeconds(60))
                .timeout(Duration.ofSeconds(30 + number % 5));
        if (number % 3 != 1) {
            config.deployment(deployment(gemini, "KEY_ONE", number).build());
        }
        return config.deployment(deployment(gemini, "KEY_TWO", number).build()).build();
    }

    private static Deployment.Builder deployment(GeminiSimulator gemini, String key, int number) {
        return Deployment.builder("chat", "gemini/gemini-2.5-flash")
                .apiKey(new ApiKey(key, key))
                .baseUrl(gemini.url())
                .rpm(500_000 + number)
                .order(1 + number % 2)
                .maxParallelRequests(3 + number % 4);
    }
}
