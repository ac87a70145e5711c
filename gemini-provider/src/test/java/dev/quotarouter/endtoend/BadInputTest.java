package dev.quotarouter.endtoend;

import static dev.quotarouter.endtoend.Views.attempts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.RawReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes in that should not: the documented exception, and nothing stays reserved. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class BadInputTest {
    private static final String MODEL = "gemini-2.5-flash";
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");
    private static final int MEGABYTE = 1_000_000;

    private GeminiSimulator gemini;
    private GeminiProvider provider;
    private QuotaRouter router;

    @BeforeEach
    void start() {
        gemini = GeminiSimulator.builder()
                .project("one", project -> project.key("KEY").model(MODEL, Limits.UNLIMITED))
                .start();
        provider = GeminiProvider.builder()
                .baseUrl(gemini.url())
                .maxResponseBytes(10 * MEGABYTE)
                .build();
        router = QuotaRouter.builder()
                .provider(provider)
                .numRetries(0)
                .allowedFails(100)
                .deployment(Deployment.builder("chat", "gemini/" + MODEL)
                        .apiKey("KEY")
                        .rpm(100)
                        .tpm(1_000_000)
                        .rpd(1_000)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        router.close();
        provider.close();
        gemini.close();
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                argumentSet("malformed JSON", Fault.garbage()),
                argumentSet("HTML", Fault.htmlPage()),
                argumentSet("half a body", Fault.truncatedBody()),
                argumentSet("nothing", reply("")),
                argumentSet("an empty object", reply("{}")),
                argumentSet("null", reply("null")),
                argumentSet("null in every place", reply("""
                        {"candidates": null, "promptFeedback": null, "usageMetadata": null, "modelVersion": null}""")),
                argumentSet("null below", reply("""
                        {"candidates": [{"content": {"parts": [{"text": null}], "role": null}, "finishReason": null}]}""")),
                argumentSet("no candidates", reply("{\"candidates\": []}")),
                argumentSet("no parts", reply("""
                        {"candidates": [{"content": {}, "finishReason": "STOP"}]}""")),
                argumentSet("a call without a name", reply("""
                        {"candidates": [{"content": {"parts": [{"functionCall": {"name": ""}}]}, "finishReason": "STOP"}]}""")));
    }

    private static Fault reply(String body) {
        return Fault.reply(new RawReply(200, "application/json", body));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void an_answer_that_is_none_fails_the_chat_and_the_stream(Fault fault) {
        gemini.inject(fault);

        assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);
        assertNothingIsReserved();
        assertThatThrownBy(() -> router.chatAsync(HELLO).join()).hasCauseInstanceOf(AttemptsFailedException.class);
        assertNothingIsReserved();
        assertThat(catchThrowable(this::readStream)).isInstanceOf(RouterException.class);
        assertNothingIsReserved();
        assertThat(gemini.calls()).hasSize(3);
    }

    @Test
    void more_than_was_allowed_for_is_not_read() {
        gemini.inject(Fault.hugeBody(20 * MEGABYTE));

        assertThatThrownBy(() -> router.chat(HELLO))
                .isInstanceOf(AttemptsFailedException.class)
                .hasMessageContaining("larger than 10000000 bytes");
        assertNothingIsReserved();
    }

    private void readStream() {
        try (ChatStream stream = router.stream(HELLO)) {
            stream.response();
        }
    }

    @Test
    void a_group_that_nobody_knows_is_named() {
        ChatRequest unknown = ChatRequest.of("chta", "hello");

        for (Throwable thrown : new Throwable[] {
            catchThrowable(() -> router.chat(unknown)),
            catchThrowable(() -> router.chatAsync(unknown).join()).getCause(),
            catchThrowable(() -> router.stream(unknown))
        }) {
            assertThat(thrown).isInstanceOf(NoSuitableDeploymentException.class).hasMessageContaining("chta");
        }
        assertNothingIsReserved();
    }

    @Test
    void a_prompt_too_long_for_every_model_goes_back_to_the_caller() {
        gemini.inject(Fault.of(GeminiError.CONTEXT_TOO_LONG));

        Throwable thrown = catchThrowable(() -> router.chat(HELLO));

        assertThat(thrown).isInstanceOf(ContextWindowExceededException.class);
        assertThat(attempts(thrown)).singleElement().asString().endsWith("CONTEXT_WINDOW_EXCEEDED");
        assertNothingIsReserved();
    }

    @Test
    void a_router_without_deployments_and_a_yaml_bomb_are_refused(@TempDir Path directory) throws Exception {
        Path bomb = Files.writeString(directory.resolve("bomb.yaml"), """
                a: &a [x, x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                model_list: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
                """);

        assertThatThrownBy(() -> QuotaRouter.builder().build()).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> QuotaRouter.load(bomb))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bomb.yaml");
    }

    @Test
    void a_closed_router_serves_nobody() {
        router.close();

        for (Throwable thrown : new Throwable[] {
            catchThrowable(() -> router.chat(HELLO)),
            catchThrowable(() -> router.chatAsync(HELLO).join()),
            catchThrowable(() -> router.stream(HELLO))
        }) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            assertThat(cause).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
        assertNothingIsReserved();
        assertThat(gemini.calls()).isEmpty();
    }

    @Test
    void a_thread_that_is_interrupted_keeps_its_flag_and_ends_its_call() throws Exception {
        gemini.inject(Fault.stalled());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> router.chat(HELLO)));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        while (reserved() == 0) {
            Thread.onSpinWait();
        }
        long before = System.nanoTime();
        caller.interrupt();

        assertThat(flag.get()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(thrown.get()).isInstanceOf(ChatCancelledException.class);
        assertNothingIsReserved();
    }

    private long reserved() {
        return router.status().pools().stream()
                .flatMap(pool -> pool.windows().stream())
                .mapToLong(WindowUsage::reserved)
                .sum();
    }

    private void assertNothingIsReserved() {
        assertThat(reserved()).isZero();
    }
}
