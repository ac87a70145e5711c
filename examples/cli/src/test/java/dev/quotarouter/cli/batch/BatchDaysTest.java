package dev.quotarouter.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that take longer than a day has quota, in time that a test lets pass. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchDaysTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    private final ManualTime time = ManualTime.at("2026-03-01T04:00:00Z"); // eight in the evening in Los Angeles
    private final ScriptedProvider provider = new ScriptedProvider();
    private final List<Instant> asked = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path folder;

    @Test
    void what_today_cannot_carry_waits_for_midnight_in_Los_Angeles() throws IOException {
        answerAll();
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(Routers.deployment("a").rpm(10).rpd(100).build())
                .deployment(Routers.deployment("b").rpm(20).rpd(50).build())
                .build()) {
            Batches batch = new Batches(folder, time).input(Batches.prompts("chat", 400));
            Batches.Running running = batch.start(router);

            time.advance(Duration.ofHours(4).minusSeconds(1));
            assertThat(asked).as("spent, and nothing asked since").hasSize(150);
            assertThat(asked.get(149)).isBefore(Instant.parse("2026-03-01T04:10:00Z"));
            assertThat(batch.tallies().get(batch.tallies().size() - 1).underWay())
                    .isZero();
            time.advance(Duration.ofSeconds(2));
            assertThat(asked.size()).as("the new day is used within a second").isGreaterThan(150);
            time.advance(Duration.ofDays(2));

            assertThat(running.end()).isCompletedWithValueMatching(result -> result.replied() == 400);
            assertThat(perDay())
                    .isEqualTo(Map.of(
                            LocalDate.parse("2026-02-28"), 150L,
                            LocalDate.parse("2026-03-01"), 150L,
                            LocalDate.parse("2026-03-02"), 100L));
            assertThat(batch.lines("out.jsonl"))
                    .isEqualTo(IntStream.rangeClosed(1, 400).boxed().toList());
            running.run().close();
        }
    }

    @Test
    void a_model_whose_day_is_spent_holds_up_no_other() throws IOException {
        answerAll();
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(in("small", "a").rpm(100).rpd(10).build())
                .deployment(in("large", "b").rpm(100).rpd(1_000).build())
                .build()) {
            List<String> lines = new ArrayList<>(List.of(Batches.prompts("small", 100)));
            lines.addAll(List.of(Batches.prompts("large", 100)));
            Batches batch = new Batches(folder, time).input(lines.toArray(String[]::new));
            Batches.Running running = batch.start(router);

            time.advance(Duration.ofMinutes(2));

            assertThat(provider.modelsCalled()).filteredOn("a"::equals).hasSize(10);
            assertThat(provider.modelsCalled()).filteredOn("b"::equals).hasSize(100);
            time.advance(Duration.ofDays(10));
            assertThat(running.end()).isCompletedWithValueMatching(result -> result.replied() == 200);
            running.run().close();
        }
    }

    @Test
    void a_long_prompt_that_waits_for_its_tokens_lets_short_ones_pass() throws IOException {
        answerAll();
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(Routers.deployment("a").rpm(100).tpm(1_000).build())
                .build()) {
            Batches batch = new Batches(folder, time)
                    .input(
                            Batches.prompt("chat", "tokens:900"),
                            Batches.prompt("chat", "tokens:800"),
                            Batches.prompt("chat", "tokens:50"));
            Batches.Running running = batch.start(router);

            assertThat(texts()).containsExactly("tokens:900", "tokens:50");
            time.advance(Duration.ofSeconds(61));

            assertThat(texts()).containsExactly("tokens:900", "tokens:50", "tokens:800");
            assertThat(batch.lines("out.jsonl")).containsExactly(1, 2, 3);
            running.run().close();
        }
    }

    @Test
    void no_more_are_under_way_than_allowed_and_none_waits_inside_the_router() throws IOException {
        List<CompletableFuture<?>> open = Collections.synchronizedList(new ArrayList<>());
        provider.answerLater((target, call) -> {
            var reply = new CompletableFuture<Outcome>();
            open.add(reply);
            time.schedule(Duration.ofSeconds(10), () -> reply.complete(ScriptedProvider.ok(1)));
            return reply;
        });
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(Routers.deployment("a").rpm(10).build())
                .build()) {
            Batches batch = new Batches(folder, time).input(Batches.prompts("chat", 100));
            Batches.Running running = batch.start(router);
            int most = 0;
            for (int second = 0; second < 700; second++) {
                most = Math.max(
                        most, (int) open.stream().filter(one -> !one.isDone()).count());
                assertThat(router.status().waiting()).isZero();
                time.advance(Duration.ofSeconds(1));
            }

            assertThat(most).isEqualTo(10);
            assertThat(running.end()).isCompletedWithValueMatching(result -> result.replied() == 100);
            running.run().close();
        }
    }

    @Test
    void a_deployment_that_has_as_many_calls_as_it_may_gets_the_next_when_one_ends() throws IOException {
        provider.answerLater((target, call) -> {
            var reply = new CompletableFuture<Outcome>();
            time.schedule(Duration.ofSeconds(10), () -> reply.complete(ScriptedProvider.ok(1)));
            return reply;
        });
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(Routers.deployment("a").maxParallelRequests(2).build())
                .build()) {
            Batches batch = new Batches(folder, time).input(Batches.prompts("chat", 20));
            Batches.Running running = batch.start(router);
            for (int second = 0; second < 100; second++) {
                assertThat(router.status().waiting()).isZero();
                time.advance(Duration.ofSeconds(1));
            }

            assertThat(running.end()).isCompletedWithValueMatching(result -> result.replied() == 20);
            running.run().close();
        }
    }

    @Test
    void an_outage_of_twenty_minutes_fails_no_line() throws IOException {
        Instant end = time.now().plus(Duration.ofMinutes(20));
        provider.answer((target, call) -> {
            asked.add(time.now());
            return time.now().isBefore(end) ? ScriptedProvider.failed(FailureKind.OVERLOADED) : ScriptedProvider.ok(1);
        });
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(Routers.deployment("a").rpm(10).build())
                .deployment(Routers.deployment("b").rpm(10).build())
                .build()) {
            Batches batch = new Batches(folder, time).input(Batches.prompts("chat", 100));
            Batches.Running running = batch.start(router);

            time.advance(Duration.ofHours(2));

            assertThat(running.end()).isCompletedWithValueMatching(result -> result.replied() == 100);
            assertThat(asked.stream().filter(end::isAfter)).as("calls in vain").hasSizeLessThan(60);
            running.run().close();
        }
    }

    @Test
    void stopped_it_finishes_what_is_under_way_and_begins_nothing_more() throws IOException {
        provider.answerLater((target, call) -> {
            var reply = new CompletableFuture<Outcome>();
            time.schedule(Duration.ofSeconds(10), () -> reply.complete(ScriptedProvider.ok(1)));
            return reply;
        });
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(Routers.deployment("a").rpm(5).build())
                .build()) {
            Batches batch = new Batches(folder, time).input(Batches.prompts("chat", 20));
            Batches.Running running = batch.start(router);

            running.run().stop();
            assertThat(running.end()).isNotDone();
            time.advance(Duration.ofSeconds(10));

            assertThat(running.end())
                    .isCompletedWithValueMatching(result -> result.replied() == 5 && result.left() == 15);
            running.run().close();
            assertThat(batch.lines("out.jsonl")).containsExactly(1, 2, 3, 4, 5);
            Batches.Running second = batch.start(router);
            time.advance(Duration.ofMinutes(10));
            assertThat(second.end()).isCompletedWithValueMatching(result -> result.replied() == 20);
            second.run().close();
            assertThat(provider.calls()).hasSize(20);
        }
    }

    @Test
    void a_pool_that_is_closed_is_not_waited_for() throws IOException {
        provider.answer((target, call) -> ScriptedProvider.failed(Failure.builder(FailureKind.NO_QUOTA, "limit: 0")));
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(Routers.deployment("a").rpm(5).build())
                .build()) {
            Batches batch = new Batches(folder, time).input(Batches.prompts("chat", 20));
            Batches.Running running = batch.start(router);
            time.advance(Duration.ofHours(1));

            assertThat(running.end()).isCompletedWithValueMatching(result -> result.failed() == 20);
            running.run().close();
            assertThat(provider.calls()).as("one call finds it out").hasSizeLessThanOrEqualTo(5);
            assertThat(batch.read("out.jsonl.failures")).hasSize(20).allSatisfy(line -> {
                assertThat(line.path("error").path("may_pass").asBoolean()).isTrue();
                assertThat(line.path("error").path("code").asString()).isEqualTo("quota_exhausted");
                assertThat(line.path("error").path("retry_at").asString()).isEqualTo("2026-03-01T08:00:00Z");
            });
        }
    }

    @Test
    void a_model_that_nobody_knows_is_not_waited_for() throws IOException {
        provider.answer((target, call) -> ScriptedProvider.failed(FailureKind.MODEL_NOT_FOUND));
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(Routers.deployment("a").rpm(5).build())
                .build()) {
            Batches batch = new Batches(folder, time).input(Batches.prompts("chat", 20));
            Batches.Running running = batch.start(router);
            time.advance(Duration.ofHours(1));

            assertThat(running.end()).isCompletedWithValueMatching(result -> result.failed() == 20);
            running.run().close();
            assertThat(provider.calls()).hasSizeLessThanOrEqualTo(5);
        }
    }

    private static Deployment.Builder in(String modelGroup, String name) {
        return Deployment.builder(modelGroup, "scripted/" + name)
                .apiKey("secret-of-" + name)
                .id(name);
    }

    private void answerAll() {
        provider.answer((target, call) -> {
            asked.add(time.now());
            long tokens = provider.estimateInputTokens(call.request());
            return ScriptedProvider.ok(tokens);
        });
    }

    private List<String> texts() {
        return provider.calls().stream()
                .map(call -> call.call().request().messages().get(0).text())
                .toList();
    }

    private Map<LocalDate, Long> perDay() {
        return asked.stream()
                .collect(Collectors.groupingBy(
                        at -> at.atZone(LOS_ANGELES).toLocalDate(), TreeMap::new, Collectors.counting()));
    }
}
