package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.HealthCheckSettings;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deployments of which nothing is heard are looked at, at no cost. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class HealthCheckTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final Map<String, FailureKind> ill = new HashMap<>();
    private final List<Look> looks = new ArrayList<>();
    private final ScriptedProvider provider = new ScriptedProvider().looks(this::look);

    private record Look(String model, String key, Instant at) {}

    @Test
    void a_dead_key_is_found_before_a_chat_meets_it_and_no_quota_is_spent() {
        ill.put("a", FailureKind.KEY_REJECTED);
        try (QuotaRouter router =
                router(deployment("a").rpm(100), deployment("b").rpm(1).rpd(1))) {
            time.advance(INTERVAL);
            assertThat(availability(router, "a")).isEqualTo(Availability.KEY_BLOCKED);
            router.chat(HELLO);

            assertThat(provider.modelsCalled()).containsExactly("b");
            assertThat(router.status().pools().get(0).windows())
                    .extracting(WindowUsage::used)
                    .containsOnly(0L);
            looks.clear();
            time.advance(INTERVAL.multipliedBy(3));
            assertThat(looks)
                    .extracting(Look::model)
                    .as("of a dead key all is known")
                    .doesNotContain("a");
        }
    }

    @Test
    void after_another_project_is_written_its_own_books_hear_what_is_found() {
        try (QuotaRouter router = router(deployment("a").rpm(100))) {
            ill.put("a", FailureKind.PROJECT_REJECTED);
            router.reload(RouterConfig.builder()
                    .deployment(deployment("a").rpm(100).project("team").build())
                    .healthChecks(
                            HealthCheckSettings.DEFAULT.withBackground(true).withInterval(INTERVAL))
                    .build());
            time.advance(INTERVAL);

            assertThat(availability(router, "a")).isEqualTo(Availability.PROJECT_BLOCKED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MODEL_CLOSED", "NO_QUOTA", "PROJECT_REJECTED", "MODEL_NOT_FOUND"})
    void what_keeps_every_chat_out_is_believed(FailureKind kind) {
        ill.put("a", kind);
        try (QuotaRouter router =
                router(deployment("a").rpm(100), deployment("b").rpm(1).rpd(1))) {
            time.advance(INTERVAL);

            assertThat(availability(router, "a")).isNotEqualTo(Availability.AVAILABLE);
            router.chat(HELLO);
            assertThat(provider.modelsCalled()).containsExactly("b");
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"TIMEOUT", "CONNECTION_FAILED", "SERVER_ERROR", "OVERLOADED", "MINUTE_QUOTA_EXHAUSTED", "THROTTLED"
            })
    void what_says_nothing_of_chats_is_silence(FailureKind kind) {
        ill.put("a", kind);
        try (QuotaRouter router = router(deployment("a"))) {
            time.advance(INTERVAL.multipliedBy(4));

            assertThat(looks).hasSizeBetween(4, 6);
            assertThat(availability(router, "a")).isEqualTo(Availability.AVAILABLE);
            assertThat(router.status().deployments().get(0).lastHeard()).isEmpty();
        }
    }

    @Test
    void whoever_is_heard_of_is_left_alone() {
        try (QuotaRouter router = router(deployment("a"))) {
            for (int minute = 0; minute < 30; minute++) {
                router.chat(HELLO);
                Instant heard = time.now();
                time.advance(Duration.ofMinutes(1));
                assertThat(router.status().deployments().get(0).lastHeard()).hasValue(heard);
            }
            assertThat(looks).isEmpty();

            Instant last = time.now().minus(Duration.ofMinutes(1));
            time.advanceTo(last.plus(INTERVAL));
            assertThat(looks).as("silent for an interval").hasSize(1);
            assertThat(router.status().deployments().get(0).lastHeard())
                    .hasValue(looks.get(0).at().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @Test
    void a_failure_that_was_answered_is_heard_and_silence_is_not() {
        provider.answer((target, call) ->
                ScriptedProvider.failed(target.model().equals("a") ? FailureKind.OVERLOADED : FailureKind.TIMEOUT));
        try (QuotaRouter router = router(deployment("a"), deployment("b"))) {
            CompletableFuture<ChatResponse> unused = router.chatAsync(HELLO);

            assertThat(router.status().deployments().get(0).lastHeard()).isPresent();
            assertThat(router.status().deployments().get(1).lastHeard()).isEmpty();
        }
    }

    @Test
    void a_key_and_a_model_are_looked_at_once_whatever_names_they_stand_under() {
        Deployment.Builder a =
                Deployment.builder("chat", "scripted/a").apiKey("one").id("a");
        Deployment.Builder again =
                Deployment.builder("other", "scripted/a").apiKey("one").id("again");
        Deployment.Builder byName =
                Deployment.builder("third", "scripted/a").apiKey("one").id("a");
        Deployment.Builder left =
                Deployment.builder("chat", "scripted/left").apiKey("one").healthCheck(false);
        ill.put("a", FailureKind.MODEL_NOT_FOUND);
        try (QuotaRouter router = router(a, again, byName, left)) {
            time.advance(INTERVAL);

            assertThat(looks).extracting(Look::model).containsExactly("a");
            assertThat(router.status().deployments().subList(0, 2))
                    .as("both know")
                    .extracting(DeploymentStatus::availability)
                    .doesNotContain(Availability.AVAILABLE);
        }
    }

    @Test
    void a_hundred_deployments_are_each_looked_at_within_the_interval_and_not_in_step() {
        Deployment.Builder[] hundred = new Deployment.Builder[100];
        for (int i = 0; i < hundred.length; i++) {
            hundred[i] = deployment("m" + i);
        }
        try (QuotaRouter router = router(hundred)) {
            for (int i = 1; i <= 10; i++) {
                time.advance(INTERVAL);
                Set<String> seen = new HashSet<>();
                looks.forEach(look -> seen.add(look.model()));
                assertThat(seen).as("interval %s", i).hasSize(100);
                assertThat(looks).hasSizeBetween(100, 200);
                assertThat(looks.stream().map(Look::at).distinct()).hasSizeGreaterThan(90);
                looks.clear();
            }
            assertThat(time.scheduled()).as("one timer for all").isEqualTo(1);
            assertThat(provider.calls()).isEmpty();
            assertThat(router.status().pools())
                    .flatExtracting(PoolStatus::windows)
                    .as("nothing was used of any quota")
                    .isEmpty();
        }
    }

    @Test
    void closing_the_router_ends_the_looks() {
        QuotaRouter router = router(deployment("a"));
        router.close();
        assertThat(time.scheduled()).isZero();
        time.advance(Duration.ofDays(1));

        assertThat(looks).isEmpty();
    }

    @Test
    void a_look_that_ends_after_the_router_changes_nothing_and_one_that_throws_ends_nothing() {
        CompletableFuture<Lookup<ModelInfo>> late = new CompletableFuture<>();
        provider.looks(target -> {
            looks.add(new Look(target.model(), "", time.now()));
            if (looks.size() == 1) {
                throw new IllegalStateException("broken");
            }
            return late;
        });
        QuotaRouter router = router(deployment("a"));
        time.advance(INTERVAL.multipliedBy(2));
        assertThat(looks).hasSizeGreaterThanOrEqualTo(2);
        router.close();
        late.complete(failed(FailureKind.KEY_REJECTED));

        assertThat(router.status().deployments().get(0).availability()).isEqualTo(Availability.AVAILABLE);
    }

    @Test
    void a_look_that_is_no_answer_at_all_ends_nothing() {
        provider.looks(target -> {
            looks.add(new Look(target.model(), "", time.now()));
            if (looks.size() == 1) {
                throw new NoClassDefFoundError("a part that is missing");
            }
            return null;
        });
        router(deployment("a"));
        time.advance(INTERVAL.multipliedBy(4));

        assertThat(looks).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void a_router_that_is_forgotten_without_being_closed_is_not_kept_alive_by_its_looks() {
        WeakReference<QuotaRouter> forgotten = new WeakReference<>(router(deployment("a")));
        time.advance(INTERVAL);
        assertThat(looks).isNotEmpty();
        while (forgotten.get() != null) {
            System.gc();
            Thread.onSpinWait();
        }
        looks.clear();
        time.advance(INTERVAL.multipliedBy(3));

        assertThat(looks).isEmpty();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void nobody_is_looked_at_unless_it_is_asked_for() {
        try (QuotaRouter router =
                Routers.with(provider, time).deployment(deployment("a").build()).build()) {
            time.advance(Duration.ofDays(1));

            assertThat(looks).isEmpty();
            assertThat(time.scheduled()).isZero();
            assertThat(router.status().deployments().get(0).lastHeard()).isEmpty();
        }
    }

    @Test
    void who_waits_for_a_key_that_a_look_finds_dead_is_told_at_once() {
        try (QuotaRouter router = router(deployment("a").rpd(1))) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(
                    HELLO.toBuilder().deadline(Duration.ofHours(20)).build());
            ill.put("a", FailureKind.KEY_REJECTED);
            assertThat(waiting).isNotDone();
            time.advance(INTERVAL);

            assertThat(waiting).isCompletedExceptionally();
        }
    }

    private CompletableFuture<Lookup<ModelInfo>> look(ProviderTarget target) {
        looks.add(new Look(target.model(), target.key().name(), time.now()));
        FailureKind kind = ill.get(target.model());
        return CompletableFuture.completedFuture(
                kind != null
                        ? failed(kind)
                        : new Lookup.Found<>(new ModelInfo(
                                target.model(), "", "", OptionalLong.empty(), OptionalLong.empty(), Set.of(), false)));
    }

    private static Lookup<ModelInfo> failed(FailureKind kind) {
        return new Lookup.Failed<>(Failure.of(kind, "as scripted"));
    }

    private static Availability availability(QuotaRouter router, String id) {
        return router.status().deployments().stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst()
                .orElseThrow()
                .availability();
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time)
                .healthChecks(HealthCheckSettings.DEFAULT.withBackground(true).withInterval(INTERVAL));
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
