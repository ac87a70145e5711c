package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.simulator.Endpoint;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.RecordedCall;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Background health checks, switched on by a file, over real HTTP. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class HealthCheckEndToEndTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private GeminiSimulator gemini;

    @BeforeEach
    void start() {
        gemini = GeminiSimulator.builder()
                .clock(time::now)
                .project(
                        "one",
                        p -> p.key("first", "KEY-1")
                                .model("gemini-2.5-pro", Limits.UNLIMITED)
                                .model("gemini-2.5-flash", Limits.UNLIMITED))
                .project("two", p -> p.key("second", "KEY-2").model("gemini-2.5-pro", Limits.UNLIMITED))
                .start();
    }

    @AfterEach
    void stop() {
        gemini.close();
    }

    @Test
    void a_revoked_key_is_found_by_a_check_and_no_chat_ever_touches_it() {
        try (QuotaRouter router = router()) {
            time.advance(INTERVAL);
            eventually(() -> heard(router) == 3);
            assertThat(gemini.calls()).isNotEmpty().allMatch(call -> call.endpoint() == Endpoint.GET_MODEL);

            gemini.inject(Fault.of(GeminiError.KEY_INVALID).onKey("first").onEveryEndpoint());
            time.advance(INTERVAL);
            eventually(() -> blocked(router).size() == 2);

            assertThat(blocked(router)).containsExactlyInAnyOrder("first pro", "first flash");
            assertThat(gemini.calls())
                    .as("no check generates anything")
                    .allMatch(call -> call.endpoint() == Endpoint.GET_MODEL && call.inputTokens() == 0);
            for (int i = 0; i < 10; i++) {
                router.chat(HELLO);
            }
            assertThat(gemini.calls().stream().filter(call -> call.endpoint().generates()))
                    .hasSize(10)
                    .extracting(RecordedCall::keyName)
                    .allMatch(key -> key.orElseThrow().equals("second"));
            assertThat(gemini.keySeenInUrl()).isFalse();
        }
    }

    @Test
    void a_model_that_is_not_there_is_found_by_a_check() {
        try (QuotaRouter router = router()) {
            gemini.inject(Fault.of(GeminiError.MODEL_UNKNOWN)
                    .onKey("second")
                    .onModel("gemini-2.5-pro")
                    .onEveryEndpoint());
            time.advance(INTERVAL);
            eventually(() -> heard(router) == 3);

            assertThat(router.status().deployments())
                    .filteredOn(deployment -> deployment.availability() != Availability.AVAILABLE)
                    .extracting(DeploymentStatus::id)
                    .containsExactly("second pro");
            assertThat(gemini.calls()).noneMatch(call -> call.endpoint().generates());
        }
    }

    @Test
    void a_check_that_fails_for_other_reasons_or_does_not_end_is_silence() {
        try (QuotaRouter router = router()) {
            gemini.inject(Fault.of(GeminiError.OVERLOADED).onKey("first").onEveryEndpoint());
            gemini.inject(Fault.stalled().onKey("second").onEveryEndpoint());
            time.advance(INTERVAL);
            eventually(() -> gemini.calls().size() >= 3);
            time.advance(Duration.ofSeconds(30));

            assertThat(router.status().deployments())
                    .extracting(DeploymentStatus::availability)
                    .containsOnly(Availability.AVAILABLE);
        }
    }

    private static int heard(QuotaRouter router) {
        return (int) router.status().deployments().stream()
                .filter(deployment -> deployment.lastHeard().isPresent())
                .count();
    }

    private static List<String> blocked(QuotaRouter router) {
        return router.status().deployments().stream()
                .filter(deployment -> deployment.availability() == Availability.KEY_BLOCKED)
                .map(DeploymentStatus::id)
                .toList();
    }

    private static void eventually(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - giveUp).as("still not so").isNegative();
            Thread.onSpinWait();
        }
    }

    private QuotaRouter router() {
        String yaml = """
                model_list:
                  - {model_name: chat, litellm_params: {model: gemini/gemini-2.5-pro, api_key: KEY-1, api_base: "%1$s"}, model_info: {id: first pro}}
                  - {model_name: chat, litellm_params: {model: gemini/gemini-2.5-flash, api_key: KEY-1, api_base: "%1$s"}, model_info: {id: first flash}}
                  - {model_name: chat, litellm_params: {model: gemini/gemini-2.5-pro, api_key: KEY-2, api_base: "%1$s"}, model_info: {id: second pro}}
                general_settings:
                  background_health_checks: true
                  health_check_interval: 60
                  health_check_timeout: 5
                """.formatted(gemini.url());
        return QuotaRouter.builder()
                .config(ConfigReader.create().parse("health.yaml", yaml))
                .time(time)
                .scheduler(time)
                .build();
    }
}
