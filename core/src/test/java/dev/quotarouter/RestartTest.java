package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a router that keeps a file knows of those that kept it before. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RestartTest {
    private static final ChatRequest REQUEST = ChatRequest.of("chat", "tokens:100");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T08:00:00Z");

    @TempDir
    private Path directory;

    private final ManualTime time = ManualTime.at("2026-03-02T20:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider().answer((target, call) -> ok(80));

    @Test
    void a_day_goes_on_where_it_was() {
        chat(3, deployment("a").rpd(3));

        try (QuotaRouter router = router(deployment("a").rpd(3))) {
            assertThatThrownBy(() -> router.chat(REQUEST))
                    .isInstanceOfSatisfying(
                            QuotaExhaustedException.class,
                            spent -> assertThat(spent.retryAt()).contains(MIDNIGHT));
            assertThat(window(router, QuotaDimension.REQUESTS, QuotaSpan.DAY).used())
                    .isEqualTo(3);
            assertThat(window(router, QuotaDimension.INPUT_TOKENS, QuotaSpan.DAY)
                            .used())
                    .isEqualTo(240);
            time.advanceTo(MIDNIGHT);
            router.chat(REQUEST);
        }
        assertThat(provider.calls()).hasSize(4);
    }

    @Test
    void a_minute_goes_on_where_it_was() {
        chat(2, deployment("a").rpm(2));

        try (QuotaRouter router = router(deployment("a").rpm(2))) {
            DeploymentStatus status = router.status().deployments().get(0);
            assertThat(status.availability()).isEqualTo(Availability.MINUTE_FULL);
            assertThat(status.until()).contains(time.now().plusSeconds(60));
            time.advance(Duration.ofSeconds(61));
            router.chat(REQUEST);
        }
        assertThat(provider.calls()).hasSize(3);
    }

    @Test
    void a_limit_that_the_provider_named_holds() {
        provider.answer((target, call) -> failed(Failure.builder(FailureKind.DAY_QUOTA_EXHAUSTED, "spent")
                .violations(List.of(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.DAY, OptionalLong.of(20))))));
        try (QuotaRouter router = router(deployment("a").rpd(100))) {
            assertThatThrownBy(() -> router.chat(REQUEST)).isInstanceOf(QuotaExhaustedException.class);
        }

        try (QuotaRouter router = router(deployment("a").rpd(100))) {
            WindowUsage day = window(router, QuotaDimension.REQUESTS, QuotaSpan.DAY);
            assertThat(day.limit()).hasValue(20);
            assertThat(day.fullUntil()).contains(MIDNIGHT);
            assertThat(router.explain(REQUEST).chosen()).isEmpty();
            assertThat(router.explain(REQUEST).retryAt()).contains(MIDNIGHT);
        }
        assertThat(provider.calls()).hasSize(1);
    }

    @Test
    void a_closed_pool_stays_closed_until_the_reset() {
        provider.answer((target, call) -> failed(FailureKind.NO_QUOTA));
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(REQUEST)).isInstanceOf(QuotaExhaustedException.class);
        }

        try (QuotaRouter router = router(deployment("a"))) {
            assertThat(router.status().deployments().get(0).availability()).isEqualTo(Availability.POOL_CLOSED);
            time.advanceTo(MIDNIGHT);
            assertThat(router.status().deployments().get(0).availability()).isEqualTo(Availability.AVAILABLE);
        }
    }

    @Test
    void a_rejected_key_stays_blocked_and_a_new_one_of_the_same_name_does_not() {
        provider.answer((target, call) -> failed(FailureKind.KEY_REJECTED));
        try (QuotaRouter router = router(key("old-secret"))) {
            assertThatThrownBy(() -> router.chat(REQUEST));
        }

        try (QuotaRouter router = router(key("old-secret"))) {
            DeploymentStatus status = router.status().deployments().get(0);
            assertThat(status.availability()).isEqualTo(Availability.KEY_BLOCKED);
            assertThat(status.detail()).contains("as scripted");
        }
        try (QuotaRouter router = router(key("new-secret"))) {
            assertThat(router.status().deployments().get(0).availability()).isEqualTo(Availability.AVAILABLE);
        }
        assertThat(provider.calls()).hasSize(1);
    }

    @Test
    void a_rejected_project_stays_blocked_for_all_its_keys() {
        provider.answer((target, call) -> failed(FailureKind.PROJECT_REJECTED));
        try (QuotaRouter router = router(key("one-secret").project("p"))) {
            assertThatThrownBy(() -> router.chat(REQUEST));
        }

        try (QuotaRouter router = router(key("other-secret").project("p"))) {
            assertThat(router.status().deployments().get(0).availability()).isEqualTo(Availability.PROJECT_BLOCKED);
        }
    }

    @Test
    void a_pool_is_known_again_whatever_else_is_written() {
        chat(1, deployment("a-latest"));

        Deployment.Builder changed = Deployment.builder("other", "scripted/a")
                .apiKey(new ApiKey("another-name", "secret-of-a-latest"))
                .rpm(7)
                .timeout(Duration.ofSeconds(3));
        try (QuotaRouter router = router(changed)) {
            assertThat(window(router, QuotaDimension.REQUESTS, QuotaSpan.DAY).used())
                    .isEqualTo(1);
        }
        try (QuotaRouter router = router(changed.project("p"))) {
            assertThat(router.status().pools().get(0).windows()).allMatch(window -> window.used() == 0);
        }
    }

    @Test
    void no_key_is_ever_in_the_file() throws IOException {
        String canary = "AIza-canary-1234567890";
        provider.answer((target, call) -> target.model().equals("a") ? ok(5) : failed(FailureKind.KEY_REJECTED));
        try (QuotaRouter router = router(
                Deployment.builder("chat", "scripted/a").apiKey(canary),
                Deployment.builder("other", "scripted/b").apiKey(canary + "b").project("p"))) {
            router.chat(REQUEST);
            assertThatThrownBy(() -> router.chat(ChatRequest.of("other", "a prompt that is nobody's business")));
        }
        router(Deployment.builder("chat", "scripted/a").apiKey(canary)).close();

        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(2);
            for (Path file : all) {
                assertThat(Files.readString(file)).doesNotContain("canary", "nobody", "AIza");
            }
        }
        assertThat(Files.readString(file())).contains(new ApiKey("k", canary).fingerprint(), "project%3Dp");
    }

    @Test
    void two_routers_cannot_have_the_same_file() {
        try (QuotaRouter first = router(deployment("a"))) {
            assertThatThrownBy(() -> router(deployment("a")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(file() + ": usage_store: it is in use by another router of this process");
            first.chat(REQUEST);
        }
        router(deployment("a")).close();
    }

    @Test
    void a_file_that_cannot_be_used_is_a_mistake_of_the_configuration() throws IOException {
        Files.writeString(file(), "not ours\n");

        assertThatThrownBy(() -> router(deployment("a")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file() + ": usage_store: it is not a usage file")
                .hasMessageContaining("name another file, or move this one away");
    }

    @Test
    void a_deployment_that_cannot_be_served_leaves_the_file_free() {
        assertThatThrownBy(() -> router(Deployment.builder("chat", "unknown/a").apiKey("secret")))
                .isInstanceOf(ConfigException.class);

        router(deployment("a")).close();
    }

    private void chat(int times, Deployment.Builder deployment) {
        try (QuotaRouter router = router(deployment)) {
            for (int i = 0; i < times; i++) {
                router.chat(REQUEST);
            }
        }
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time).usageFile(file());
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }

    private static Deployment.Builder key(String secret) {
        return Deployment.builder("chat", "scripted/a").apiKey(new ApiKey("THE_KEY", secret));
    }

    private static WindowUsage window(QuotaRouter router, QuotaDimension dimension, QuotaSpan span) {
        return router.status().pools().get(0).windows().stream()
                .filter(window -> window.dimension() == dimension && window.span() == span)
                .findFirst()
                .orElseThrow();
    }

    private Path file() {
        return directory.resolve("usage");
    }
}
