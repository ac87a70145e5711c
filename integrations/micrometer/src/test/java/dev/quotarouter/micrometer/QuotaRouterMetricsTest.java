package dev.quotarouter.micrometer;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.Fallbacks;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotaRouterMetricsTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

    @Test
    void every_window_tells_how_full_it_is_and_zero_is_zero() {
        try (QuotaRouter router = router(deployment("a").rpm(2).rpd(100))) {
            assertThat(minute("quotarouter.window.remaining")).isEqualTo(2);
            assertThat(minute("quotarouter.window.utilization")).isZero();

            router.chat(HELLO);
            router.chat(HELLO);
            clock.add(Duration.ofSeconds(2));

            assertThat(minute("quotarouter.window.remaining")).isZero();
            assertThat(minute("quotarouter.window.utilization")).isEqualTo(1);
            assertThat(minute("quotarouter.window.used")).isEqualTo(2);
            assertThat(minute("quotarouter.window.limit")).isEqualTo(2);
            assertThat(minute("quotarouter.window.reset")).isEqualTo(60);
            assertThat(gauge("quotarouter.deployment.available", "deployment", "a"))
                    .isZero();
            assertThat(gauge("quotarouter.deployment.state", "deployment", "a", "state", "minute_full"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_limit_that_nobody_knows_is_not_told_as_a_number() {
        try (QuotaRouter router = router(deployment("a"))) {
            router.chat(HELLO);
            clock.add(Duration.ofSeconds(2));
            assertThat(gauge("quotarouter.deployment.available", "deployment", "a"))
                    .isEqualTo(1);

            assertThat(registry.find("quotarouter.window.remaining").gauges()).isEmpty();
            assertThat(registry.find("quotarouter.window.used").gauges()).isNotEmpty();
        }
    }

    @Test
    void the_status_is_asked_for_once_a_second_at_most() {
        try (QuotaRouter router = router(deployment("a").rpm(5))) {
            router.chat(HELLO);
            assertThat(minute("quotarouter.window.used")).isZero();

            clock.add(Duration.ofSeconds(1));
            assertThat(minute("quotarouter.window.used")).isEqualTo(1);
        }
    }

    @Test
    void calls_requests_tokens_and_times_are_counted() {
        provider.answer((target, call) -> {
            time.advance(Duration.ofSeconds(3));
            return ok(70);
        });
        try (QuotaRouter router = router(deployment("a"))) {
            router.chat(HELLO);

            Timer calls = registry.get("quotarouter.attempts")
                    .tags("deployment", "a", "outcome", "ok")
                    .timer();
            assertThat(calls.count()).isEqualTo(1);
            assertThat(calls.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(registry.get("gen_ai.client.operation.duration")
                            .tags("gen_ai.request.model", "chat", "outcome", "ok", "gen_ai.provider.name", "scripted")
                            .timer()
                            .totalTime(TimeUnit.SECONDS))
                    .isEqualTo(3);
            assertThat(registry.get("gen_ai.client.token.usage")
                            .tag("gen_ai.token.type", "input")
                            .summary()
                            .totalAmount())
                    .isEqualTo(70);
            assertThat(registry.get("quotarouter.overhead").timer().totalTime(TimeUnit.SECONDS))
                    .isZero();
        }
    }

    @Test
    void failures_and_cooldowns_are_counted_by_their_reason() {
        provider.answer((target, call) -> failed(FailureKind.OVERLOADED));
        try (QuotaRouter router = router(deployment("a").allowedFails(0))) {
            assertThatThrownBy(() -> router.chat(
                            HELLO.toBuilder().deadline(Duration.ofSeconds(5)).build()))
                    .isInstanceOf(RuntimeException.class);

            assertThat(registry.get("quotarouter.attempts")
                            .tag("outcome", "overloaded")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("quotarouter.cooldowns")
                            .tags("subject", "a", "reason", "overloaded")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void deployments_come_and_go_with_the_configuration() {
        try (QuotaRouter router = router(deployment("a").rpm(5))) {
            router.reload(RouterConfig.builder()
                    .deployment(deployment("b").rpm(7).build())
                    .build());
            clock.add(Duration.ofSeconds(2));
            assertThat(registry.get("quotarouter.waiting").gauge().value()).isZero();

            assertThat(registry.find("quotarouter.deployment.available").gauges())
                    .extracting(gauge -> gauge.getId().getTag("deployment"))
                    .containsExactly("b");
            assertThat(registry.get("quotarouter.reloads").counter().count()).isEqualTo(1);
        }
    }

    @Test
    void what_was_counted_of_deployments_that_are_gone_goes_with_them() {
        try (QuotaRouter router = router(
                deployment("a").allowedFails(0).rpd(2), deployment("kept").rpd(1))) {
            provider.answer((target, call) -> target.model().equals("a") ? failed(FailureKind.KEY_REJECTED) : ok(70));
            assertThatThrownBy(() -> router.chat(ChatRequest.of("a", "hello"))).isInstanceOf(RuntimeException.class);
            router.chat(ChatRequest.of("kept", "hello"));
            assertThat(registry.find("quotarouter.attempts").timers()).hasSize(2);
            assertThat(registry.find("quotarouter.blocks").counters()).hasSize(1);
            assertThat(registry.find("quotarouter.exhausted").counters()).hasSize(1);

            router.reload(RouterConfig.builder()
                    .deployment(deployment("kept").rpd(1).build())
                    .build());

            assertThat(registry.find("quotarouter.attempts").timers())
                    .extracting(timer -> timer.getId().getTag("deployment"))
                    .containsExactly("kept");
            assertThat(registry.find("quotarouter.blocks").counters()).isEmpty();
            assertThat(registry.find("quotarouter.exhausted").counters()).hasSize(1);
        }
    }

    @Test
    void names_that_somebody_makes_up_for_a_wildcard_are_counted_until_a_reload() {
        provider.answer((target, call) -> failed(FailureKind.MODEL_NOT_FOUND));
        RouterConfig anything = RouterConfig.builder()
                .deployment(
                        Deployment.builder("*", "scripted/*").apiKey("secret").build())
                .build();
        try (QuotaRouter router = Routers.with(provider, time).config(anything).build()) {
            new QuotaRouterMetrics(router).bindTo(registry);
            for (int i = 0; i < 20; i++) {
                ChatRequest request = ChatRequest.of("made-up-" + i, "hello");
                assertThatThrownBy(() -> router.chat(request)).isInstanceOf(RuntimeException.class);
            }
            assertThat(registry.find("quotarouter.attempts").timers()).hasSize(20);
            assertThat(registry.find("quotarouter.blocks").counters()).hasSize(20);

            router.reload(anything);

            assertThat(registry.find("quotarouter.attempts").timers()).isEmpty();
            assertThat(registry.find("quotarouter.blocks").counters()).isEmpty();
        }
    }

    @Test
    void a_gauge_that_stays_is_never_away_while_others_come() {
        Set<String> removed = new HashSet<>();
        try (QuotaRouter router = router(deployment("a").rpm(5))) {
            registry.config().onMeterRemoved(meter -> removed.add(meter.getId().getName()));
            router.chat(HELLO); // Now the tokens of the minute have a gauge as well.
            clock.add(Duration.ofSeconds(2));

            assertThat(minute("quotarouter.window.used")).isEqualTo(1);
            assertThat(registry.find("quotarouter.window.used").gauges()).hasSizeGreaterThan(1);
            assertThat(removed).isEmpty();
        }
    }

    @Test
    void two_routers_share_a_registry_where_each_has_a_tag_of_its_own() {
        try (QuotaRouter first = Routers.with(provider, time)
                        .deployment(deployment("a").rpm(1).build())
                        .build();
                QuotaRouter second = Routers.with(provider, time)
                        .deployment(deployment("a").rpm(5).build())
                        .build()) {
            new QuotaRouterMetrics(first, Tags.of("router", "first")).bindTo(registry);
            new QuotaRouterMetrics(second, Tags.of("router", "second")).bindTo(registry);
            first.chat(HELLO);
            clock.add(Duration.ofSeconds(2));

            assertThat(gauge(
                            "quotarouter.window.remaining",
                            "router",
                            "first",
                            "dimension",
                            "requests",
                            "span",
                            "minute"))
                    .isZero();
            assertThat(gauge(
                            "quotarouter.window.remaining",
                            "router",
                            "second",
                            "dimension",
                            "requests",
                            "span",
                            "minute"))
                    .isEqualTo(5);
            assertThat(registry.get("gen_ai.client.operation.duration").timers())
                    .singleElement()
                    .extracting(timer -> timer.getId().getTag("router"))
                    .isEqualTo("first");
        }
    }

    @Test
    void a_closed_router_is_read_as_it_was() {
        QuotaRouter router = router(deployment("a").rpm(2));
        router.chat(HELLO);
        router.close();
        clock.add(Duration.ofSeconds(2));

        assertThat(minute("quotarouter.window.remaining")).isEqualTo(1);
    }

    @Test
    void a_window_that_the_provider_declares_full_has_nothing_left_even_without_a_limit() {
        provider.answer((target, call) -> failed(FailureKind.DAY_QUOTA_EXHAUSTED));
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            clock.add(Duration.ofSeconds(2));
            assertThat(gauge("quotarouter.deployment.available", "deployment", "a"))
                    .isZero();

            String[] day = {"dimension", "requests", "span", "day"};
            assertThat(gauge("quotarouter.window.remaining", day)).isZero();
            assertThat(gauge("quotarouter.window.utilization", day)).isEqualTo(1);
            assertThat(gauge("quotarouter.window.reset", day)).isEqualTo(12 * 3_600);
        }
    }

    @Test
    void names_that_somebody_makes_up_do_not_fill_the_registry() {
        try (QuotaRouter router = Routers.with(provider, time)
                .config(RouterConfig.builder()
                        .deployment(deployment("a").build())
                        .fallbacks(Fallbacks.builder()
                                .after(Fallbacks.EVERY_GROUP, List.of("chat"))
                                .build())
                        .build())
                .build()) {
            new QuotaRouterMetrics(router).bindTo(registry);
            for (int i = 0; i < 1_003; i++) {
                router.chat(ChatRequest.of("made-up-" + i, "hello"));
            }

            assertThat(registry.find("gen_ai.client.operation.duration").timers())
                    .hasSize(1_001);
            assertThat(registry.get("gen_ai.client.operation.duration")
                            .tag("gen_ai.request.model", "_OTHER")
                            .timer()
                            .count())
                    .isEqualTo(3);
        }
    }

    @Test
    void every_meter_has_the_tags_it_was_given() {
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(deployment("a").rpm(5).build())
                .build()) {
            new QuotaRouterMetrics(router, Tags.of("router", "first")).bindTo(registry);
            router.chat(HELLO);

            assertThat(registry.getMeters())
                    .isNotEmpty()
                    .extracting(Meter::getId)
                    .allMatch(id -> id.getTags().contains(Tag.of("router", "first")));
        }
    }

    @Test
    void prometheus_can_read_all_of_it() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(deployment("a").rpm(1).build())
                .build()) {
            router.chat(HELLO);
            new QuotaRouterMetrics(router).bindTo(prometheus);
            router.explain(HELLO);

            List<String> remaining = prometheus
                    .scrape()
                    .lines()
                    .filter(line -> line.startsWith("quotarouter_window_remaining{"))
                    .toList();
            assertThat(remaining).singleElement().asString().endsWith(" 0.0");
        }
    }

    private double minute(String name) {
        return registry.get(name)
                .tags("dimension", "requests", "span", "minute")
                .gauge()
                .value();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        QuotaRouter router = builder.build();
        new QuotaRouterMetrics(router).bindTo(registry);
        return router;
    }
}
