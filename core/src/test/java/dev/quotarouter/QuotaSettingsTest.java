package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.LimitSource;
import dev.quotarouter.quota.MinuteWindow;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How quota is counted and spent, by configuration, and how status shows what was learned. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotaSettingsTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    /** Midnight in Los Angeles, and half a minute. */
    private final ManualTime time = ManualTime.at("2026-07-01T07:00:30Z");

    private final ScriptedProvider provider = new ScriptedProvider();

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "SERVER_ERROR", "THROTTLED"})
    void a_failed_call_counts_unless_the_configuration_says_otherwise(FailureKind kind) {
        provider.answer((target, call) -> failed(kind));
        try (QuotaRouter careful = builder(deployment("a").rpd(10)).build();
                QuotaRouter trusting =
                        builder(deployment("a").rpd(10)).countFailedCalls(false).build()) {
            assertThatThrownBy(() -> careful.chat(HELLO)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> trusting.chat(HELLO)).isInstanceOf(RuntimeException.class);

            assertThat(day(careful).used()).isEqualTo(1);
            assertThat(day(trusting).used()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT", "CONNECTION_FAILED", "MALFORMED_RESPONSE", "CONTENT_BLOCKED"})
    void a_call_that_may_have_been_served_counts_whatever_the_configuration_says(FailureKind kind) {
        provider.answer((target, call) -> failed(kind));
        try (QuotaRouter trusting = builder(deployment("a").rpd(10))
                .countFailedCalls(false)
                .numRetries(0)
                .build()) {
            assertThatThrownBy(() -> trusting.chat(HELLO)).isInstanceOf(RuntimeException.class);

            assertThat(day(trusting).used()).isEqualTo(1);
        }
    }

    @Test
    void a_paced_day_lasts_until_its_evening() {
        try (QuotaRouter router = builder(deployment("a").rpd(24)).pacing(true).build()) {
            router.chat(HELLO);
            time.advance(Duration.ofMinutes(1));
            router.chat(HELLO);
            Instant later = Instant.parse("2026-07-01T08:01:00Z");
            assertThat(router.explain(HELLO).deployments().get(0).availability())
                    .isEqualTo(Availability.PACED);
            assertThatThrownBy(() -> router.chat(HELLO))
                    .isInstanceOfSatisfying(
                            QuotaExhaustedException.class,
                            e -> assertThat(e.retryAt()).hasValue(later));

            time.advanceTo(later);
            router.chat(HELLO);
            time.advanceTo(Instant.parse("2026-07-02T06:59:00Z"));
            for (int i = 0; i < 21; i++) {
                router.chat(HELLO);
            }
            assertThat(router.explain(HELLO).deployments().get(0).availability())
                    .isEqualTo(Availability.DAY_FULL);
        }
    }

    @Test
    void an_unpaced_day_may_be_spent_at_once() {
        try (QuotaRouter router = builder(deployment("a").rpd(24)).build()) {
            for (int i = 0; i < 24; i++) {
                router.chat(HELLO);
            }
            assertThat(day(router).remaining()).hasValue(0);
        }
    }

    @Test
    void a_fixed_minute_begins_at_the_full_minute() {
        try (QuotaRouter fixed = builder(deployment("a").rpm(1))
                        .minuteWindow(MinuteWindow.FIXED)
                        .build();
                QuotaRouter rolling = builder(deployment("a").rpm(1)).build()) {
            fixed.chat(HELLO);
            rolling.chat(HELLO);
            time.advance(Duration.ofMillis(30_500));

            assertThat(fixed.explain(HELLO).chosen()).hasValue("a");
            assertThat(rolling.explain(HELLO).retryAt()).hasValue(Instant.parse("2026-07-01T07:01:30Z"));
        }
    }

    @Test
    void status_tells_a_declared_limit_from_a_named_one_and_from_a_guess() {
        List<OptionalLong> named = List.of(OptionalLong.of(2), OptionalLong.empty());
        provider.answer((target, call) -> provider.calls().size() % 4 == 0
                ? refused(named.get(target.model().equals("b") ? 1 : 0))
                : ScriptedProvider.ok());
        try (QuotaRouter declared =
                        builder(deployment("a").rpm(10)).numRetries(0).build();
                QuotaRouter guessed = builder(deployment("b")).numRetries(0).build()) {
            assertThat(minute(declared).source()).hasValue(LimitSource.DECLARED);
            for (int i = 0; i < 3; i++) {
                declared.chat(HELLO);
            }
            assertThatThrownBy(() -> declared.chat(HELLO)).isInstanceOf(RuntimeException.class);
            for (int i = 0; i < 3; i++) {
                guessed.chat(HELLO);
            }
            assertThat(minute(guessed).source()).isEmpty();
            assertThatThrownBy(() -> guessed.chat(HELLO)).isInstanceOf(RuntimeException.class);

            assertThat(minute(declared).source()).hasValue(LimitSource.NAMED);
            assertThat(minute(declared).limit()).hasValue(2);
            assertThat(minute(guessed).source()).hasValue(LimitSource.GUESSED);
            assertThat(minute(guessed).limit()).hasValue(3);
        }
    }

    @Test
    void status_shows_what_others_leave_of_a_limit() {
        provider.answer(
                (target, call) -> provider.calls().size() == 8 ? refused(OptionalLong.of(10)) : ScriptedProvider.ok());
        try (QuotaRouter router = builder(deployment("a").rpm(10)).numRetries(0).build()) {
            for (int i = 0; i < 7; i++) {
                router.chat(HELLO);
            }
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);

            assertThat(minute(router).limit()).hasValue(10);
            assertThat(minute(router).share()).hasValue(7);
            assertThat(minute(router).source()).hasValue(LimitSource.DECLARED);
        }
    }

    private static dev.quotarouter.provider.Outcome refused(OptionalLong limit) {
        return failed(Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "as scripted")
                .violations(List.of(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, limit))));
    }

    private QuotaRouterBuilder builder(Deployment.Builder deployment) {
        return Routers.with(provider, time).deployment(deployment.build()).requestDeadline(Duration.ofSeconds(20));
    }

    private static WindowUsage day(QuotaRouter router) {
        return window(router, QuotaSpan.DAY);
    }

    private static WindowUsage minute(QuotaRouter router) {
        return window(router, QuotaSpan.MINUTE);
    }

    private static WindowUsage window(QuotaRouter router, QuotaSpan span) {
        return router.status().pools().get(0).windows().stream()
                .filter(usage -> usage.span() == span && usage.dimension() == QuotaDimension.REQUESTS)
                .findFirst()
                .orElseThrow();
    }
}
