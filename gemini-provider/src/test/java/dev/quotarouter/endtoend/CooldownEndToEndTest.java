package dev.quotarouter.endtoend;

import static dev.quotarouter.endtoend.Views.attempts;
import static dev.quotarouter.endtoend.Views.explained;
import static dev.quotarouter.endtoend.Views.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.DeadlineExceededException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a deployment rests, for how long, and how it is trusted again, over real HTTP. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class CooldownEndToEndTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");
    private static final String PRO = "gemini-2.5-pro";
    private static final String FLASH = "gemini-2.5-flash";

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final CompletableFuture<Void> held = new CompletableFuture<>();
    private GeminiSimulator gemini;

    @BeforeEach
    void start() {
        gemini = GeminiSimulator.builder()
                .clock(time::now)
                .project("one", p -> p.key("first", "KEY-1").model(PRO, Limits.UNLIMITED))
                .project("two", p -> p.key("second", "KEY-2").model(FLASH, Limits.UNLIMITED))
                .start();
    }

    @AfterEach
    void stop() {
        held.complete(null);
        gemini.close();
    }

    @Test
    void a_cooldown_doubles_at_the_second_failure_in_a_row_and_ends_with_one_trial() throws Exception {
        try (QuotaRouter router = router().time(time).allowedFails(0).build()) {
            gemini.inject(Fault.of(GeminiError.OVERLOADED).onModel(PRO).times(2));

            assertThat(attempts(router.chat(HELLO))).containsExactly("first OVERLOADED", "second ok");
            assertThat(explained(router, HELLO)).containsExactly("first COOLING_DOWN for PT1M", "second chosen");
            assertThat(status(router))
                    .containsExactly("first COOLING_DOWN for PT1M, 1 used", "second AVAILABLE, 1 used");

            time.advance(Duration.ofMillis(59_999));
            assertThat(attempts(router.chat(HELLO))).containsExactly("second ok");
            time.advance(Duration.ofMillis(1));
            assertThat(explained(router, HELLO)).containsExactly("first chosen", "second AVAILABLE");
            assertThat(attempts(router.chat(HELLO))).containsExactly("first OVERLOADED", "second ok");
            assertThat(explained(router, HELLO)).containsExactly("first COOLING_DOWN for PT2M", "second chosen");
            assertThat(status(router))
                    .containsExactly("first COOLING_DOWN for PT2M, 2 used", "second AVAILABLE, 3 used");

            time.advance(Duration.ofMillis(119_999));
            assertThat(attempts(router.chat(HELLO))).containsExactly("second ok");
            time.advance(Duration.ofMillis(1));
            hold(PRO);
            CompletableFuture<ChatResponse> trial = router.chatAsync(HELLO);
            for (int i = 0; i < 3; i++) {
                assertThat(attempts(router.chat(HELLO))).containsExactly("second ok");
            }
            // Until when, nobody can say: the trial may end at any moment.
            assertThat(explained(router, HELLO)).containsExactly("first COOLING_DOWN", "second chosen");
            assertThat(status(router))
                    .containsExactly("first COOLING_DOWN, 2 used, some reserved", "second AVAILABLE, 7 used");

            held.complete(null);
            assertThat(attempts(trial.get())).containsExactly("first ok");
            assertThat(explained(router, HELLO)).containsExactly("first chosen", "second AVAILABLE");
            assertThat(attempts(router.chat(HELLO))).containsExactly("first ok");
            assertThat(status(router)).containsExactly("first AVAILABLE, 4 used", "second AVAILABLE, 7 used");
            assertThat(gemini.calls()).hasSize(11);
        }
    }

    @Test
    void the_callers_own_short_deadline_on_a_slow_provider_blames_nobody() {
        ChatRequest hasty = HELLO.toBuilder().deadline(Duration.ofMillis(500)).build();
        try (QuotaRouter router =
                router().time(new StandingDay(time.now())).allowedFails(1).build()) {
            // So that the connection stands, and the deadline passes while the model is silent.
            assertThat(attempts(router.chat(HELLO))).containsExactly("first ok");
            gemini.inject(Fault.stalled().onModel(PRO).times(1));

            Throwable thrown = catchThrowable(() -> router.chat(hasty));

            assertThat(thrown).isInstanceOf(DeadlineExceededException.class);
            assertThat(attempts(thrown)).containsExactly("first TIMEOUT");
            assertThat(explained(router, hasty)).containsExactly("first chosen", "second AVAILABLE");
            assertThat(status(router)).containsExactly("first AVAILABLE, 2 used", "second AVAILABLE, 0 used");

            // One failure is forgiven, and this is the first one.
            gemini.inject(Fault.of(GeminiError.OVERLOADED).onModel(PRO).times(2));
            assertThat(attempts(router.chat(HELLO))).containsExactly("first OVERLOADED", "second ok");
            assertThat(explained(router, HELLO)).containsExactly("first chosen", "second AVAILABLE");
            assertThat(status(router)).containsExactly("first AVAILABLE, 3 used", "second AVAILABLE, 1 used");
            assertThat(attempts(router.chat(HELLO))).containsExactly("first OVERLOADED", "second ok");
            assertThat(explained(router, HELLO)).containsExactly("first COOLING_DOWN for PT1M", "second chosen");
            assertThat(status(router))
                    .containsExactly("first COOLING_DOWN for PT1M, 4 used", "second AVAILABLE, 2 used");
        }
    }

    /** A day that stands still while deadlines pass as they do for a caller. */
    private record StandingDay(Instant now) implements TimeSource {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    }

    private void hold(String model) {
        gemini.replies(request -> {
            if (request.model().name().equals(model)) {
                held.join();
            }
            return GeminiSimulator.usualReplies().apply(request);
        });
    }

    private QuotaRouterBuilder router() {
        return QuotaRouter.builder()
                .random(new EvenRests())
                .scheduler(time)
                .deployment(deployment(PRO, "KEY-1").id("first").build())
                // A day that binds: asked only where the first cannot serve.
                .deployment(deployment(FLASH, "KEY-2").id("second").rpd(1_000).build())
                .cooldown(Duration.ofSeconds(60));
    }

    private Deployment.Builder deployment(String model, String key) {
        return Deployment.builder("chat", "gemini/" + model)
                .apiKey(key)
                .baseUrl(gemini.url())
                .rpm(100_000);
    }
}
