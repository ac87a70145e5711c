package dev.quotarouter.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the progress promises, held against what then happens. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForecastTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int PARALLEL = 100;

    private final ManualTime time = ManualTime.at("2026-11-25T04:00:00Z"); // four hours before the reset
    private final ScriptedProvider provider = new ScriptedProvider().answer((target, call) -> ScriptedProvider.ok(100));

    @TempDir
    Path folder;

    @Test
    void within_the_day_the_minutes_decide() {
        Forecast forecast =
                forecast(Map.of("chat", 3_000L), pool("chat", "a", 10, 5_000), pool("chat", "b", 20, 5_000));

        assertThat(forecast.doneAt())
                .hasValueSatisfying(
                        end -> assertThat(end).isCloseTo(at(Duration.ofMinutes(100)), within(1, ChronoUnit.MINUTES)));
        assertThat(words(forecast)).isEqualTo("done about 06:40");
    }

    @Test
    void what_the_day_cannot_carry_is_left_to_the_days_after_the_reset() {
        Forecast forecast = forecast(Map.of("chat", 1_800L), pool("chat", "a", 1, 1_000), pool("chat", "b", 10, 500));

        // Today 240 at one a minute and 500 at ten; the rest of 1,060 needs a day of 560 more at one a minute.
        assertThat(forecast.beforeReset()).isEqualTo(740);
        assertThat(forecast.resetsAt()).contains(Instant.parse("2026-11-25T08:00:00Z"));
        assertThat(forecast.doneAt())
                .hasValueSatisfying(end -> assertThat(end)
                        .isCloseTo(Instant.parse("2026-11-25T17:20:00Z"), within(1, ChronoUnit.MINUTES)));
        assertThat(words(forecast)).isEqualTo("740 more before the reset at 09:00, done about 18:20");
    }

    @Test
    void many_days_are_counted_in_whole() {
        Forecast forecast = forecast(Map.of("chat", 10_000L), pool("chat", "a", 100, 1_000));

        assertThat(forecast.beforeReset()).isEqualTo(1_000);
        assertThat(words(forecast)).isEqualTo("1,000 more before the reset at 09:00, done on 3 December about 09:10");
    }

    @Test
    void models_that_share_a_pool_share_its_quota_and_others_do_not() {
        Forecast shared = forecast(
                Map.of("x", 600L, "y", 600L),
                pool("x", "a", 10, 10_000).id("x"),
                pool("y", "a", 10, 10_000).id("y"));
        Forecast apart = forecast(Map.of("x", 600L, "y", 600L), pool("x", "a", 10, 10_000), pool("y", "b", 10, 10_000));

        assertThat(shared.doneAt())
                .hasValueSatisfying(
                        end -> assertThat(end).isCloseTo(at(Duration.ofHours(2)), within(1, ChronoUnit.MINUTES)));
        assertThat(apart.doneAt())
                .hasValueSatisfying(
                        end -> assertThat(end).isCloseTo(at(Duration.ofHours(1)), within(1, ChronoUnit.MINUTES)));
    }

    @Test
    void without_limits_the_replies_set_the_pace_and_before_the_first_nothing_is_promised() {
        Deployment.Builder unlimited = Routers.deployment("a");

        assertThat(forecast(Map.of("chat", 60_000L), unlimited).doneAt()).isEmpty();
        try (QuotaRouter router = router(unlimited)) {
            Tally tally = new Tally(1, 0, 0, Map.of("chat", 60_000L), Duration.ofSeconds(10));
            assertThat(Outlook.of(router.status(), tally, PARALLEL).doneAt()).contains(at(Duration.ofMinutes(100)));
        }
    }

    @Test
    void what_was_promised_at_the_start_comes_true() throws IOException {
        try (QuotaRouter router = router(pool("chat", "a", 3, 300), pool("chat", "b", 7, 1_500))) {
            Batches batch = new Batches(folder, time).input(Batches.prompts("chat", 4_000));
            Batches.Running running = batch.start(router);
            Map<Instant, Forecast> promised = new HashMap<>();
            while (!running.end().isDone()) {
                Tally now = batch.tallies().get(batch.tallies().size() - 1);
                promised.put(time.now(), Outlook.of(router.status(), now, PARALLEL));
                time.advance(Duration.ofMinutes(30));
            }
            Instant end = time.now();
            running.run().close();

            assertThat(promised.values())
                    .allSatisfy(forecast -> assertThat(forecast.doneAt())
                            .hasValueSatisfying(
                                    promise -> assertThat(promise).isCloseTo(end, within(45, ChronoUnit.MINUTES))));
            assertThat(promised).hasSizeGreaterThan(48);
        }
    }

    @Test
    void words_name_the_day_as_the_reader_would() {
        Instant now = Instant.parse("2026-11-25T20:00:00Z"); // a Wednesday
        assertThat(wordsFor(now, "2026-11-25T22:30:00Z")).isEqualTo("done about 23:30");
        assertThat(wordsFor(now, "2026-11-26T02:10:00Z")).isEqualTo("done tomorrow about 03:10");
        assertThat(wordsFor(now, "2026-11-28T02:10:00Z")).isEqualTo("done on Saturday about 03:10");
        assertThat(wordsFor(now, "2026-12-28T02:10:00Z")).isEqualTo("done on 28 December about 03:10");
        assertThat(Words.of(new Forecast(0, Optional.empty(), Optional.empty()), now, BERLIN))
                .isEmpty();
    }

    private static String wordsFor(Instant now, String end) {
        return Words.of(new Forecast(5, Optional.empty(), Optional.of(Instant.parse(end))), now, BERLIN);
    }

    private String words(Forecast forecast) {
        return Words.of(forecast, time.now(), BERLIN);
    }

    private Instant at(Duration after) {
        return time.now().plus(after);
    }

    private Forecast forecast(Map<String, Long> waiting, Deployment.Builder... deployments) {
        try (QuotaRouter router = router(deployments)) {
            return Outlook.of(router.status(), new Tally(0, 0, 0, waiting, Duration.ZERO), PARALLEL);
        }
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        var builder = Routers.with(provider, time);
        List.of(deployments).forEach(one -> builder.deployment(one.build()));
        return builder.build();
    }

    private static Deployment.Builder pool(String modelGroup, String name, long rpm, long rpd) {
        return Deployment.builder(modelGroup, "scripted/" + name)
                .apiKey("secret-of-" + name)
                .project("p")
                .id(name)
                .rpm(rpm)
                .rpd(rpd);
    }
}
