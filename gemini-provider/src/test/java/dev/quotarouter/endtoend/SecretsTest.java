package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.openai.OpenAiChat;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.RawReply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A canary stands where a key stands; then everything that was ever printed is searched for it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class SecretsTest {
    private static final String CANARY = "AIzaSyCANARY-0123456789_abcdefghijklmnop";

    @Test
    void a_key_shows_nowhere_whatever_goes_wrong() {
        StringWriter seen = new StringWriter();
        PrintStream err = System.err;
        Logger okhttp = Logger.getLogger("okhttp3");
        Level level = okhttp.getLevel();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        okhttp.setLevel(Level.ALL);
        okhttp.addHandler(handler);
        try (GeminiSimulator gemini = GeminiSimulator.builder()
                .project("team", p -> p.key("key", CANARY).model("gemini-2.5-flash", Limits.UNLIMITED))
                .start()) {
            RouterConfig config = config(gemini.url());
            List<Fault> faults = new ArrayList<>();
            for (GeminiError error : GeminiError.values()) {
                faults.add(Fault.of(error));
            }
            String echo = "{\"error\":{\"code\":403,\"message\":\"bad key " + CANARY + "\"}}";
            faults.add(Fault.reply(new RawReply(403, "application/json", echo)));
            faults.add(Fault.reply(new RawReply(200, "application/json", "{\"x\": " + CANARY)));
            faults.add(Fault.garbage());
            faults.add(Fault.truncatedBody());
            faults.add(Fault.droppedConnection());
            askInEveryWay(config, seen);
            for (Fault fault : faults) {
                gemini.inject(fault);
                askInEveryWay(config, seen);
                gemini.liftFaults();
            }
            assertThat(gemini.calls()).hasSizeGreaterThanOrEqualTo(4 * faults.size());
            askInEveryWay(config(URI.create("http://127.0.0.1:1")), seen);
            seen.append(config.toString()).append(config.deployments().toString());
            assertThat(gemini.keySeenInUrl()).isFalse();
        } finally {
            okhttp.removeHandler(handler);
            okhttp.setLevel(level);
            System.setErr(err);
        }
        ApiKey key = new ApiKey("GEMINI_KEY", CANARY);
        seen.append(key.toString()).append(new ProviderTarget("m", key, Optional.empty()).toString());

        assertThat(seen.toString())
                .contains("GEMINI_KEY")
                .doesNotContain(CANARY)
                .doesNotContain("CANARY");
        assertThat(log.toString(StandardCharsets.UTF_8)).isNotEmpty().doesNotContain("CANARY");
    }

    private static RouterConfig config(URI url) {
        return ConfigReader.create().environment(name -> Optional.of(CANARY)).parse("canary.yaml", """
                        model_list:
                          - model_name: chat
                            litellm_params:
                              model: gemini/gemini-2.5-flash
                              api_key: os.environ/GEMINI_KEY
                              api_base: %s
                        router_settings:
                          timeout: 5
                          allowed_fails: 100
                        """.formatted(url));
    }

    /** A router of its own for each way: what one failure blocked would hide the next. */
    private static void askInEveryWay(RouterConfig config, StringWriter seen) {
        ChatRequest request = ChatRequest.builder("chat")
                .user("hello")
                .deadline(Duration.ofSeconds(2))
                .build();
        List<Way> ways = List.of(
                router -> router.chat(request),
                router -> router.chatAsync(request).get(5, TimeUnit.SECONDS),
                router -> streamed(router, request),
                router -> published(router, request),
                router -> router.countTokens(request),
                router -> router.models("gemini"));
        for (Way way : ways) {
            try (QuotaRouter router = QuotaRouter.builder().config(config).build()) {
                note(() -> way.ask(router), seen);
                note(() -> router.explain(request), seen);
                note(router::status, seen);
                note(router::toString, seen);
            }
        }
    }

    /** A way to have something asked of Gemini. */
    @FunctionalInterface
    private interface Way {
        Object ask(QuotaRouter router) throws Exception;
    }

    private static String streamed(QuotaRouter router, ChatRequest request) {
        try (ChatStream stream = router.stream(request)) {
            return stream + " " + stream.iterator().next() + " " + stream.response();
        }
    }

    private static ChatResponse published(QuotaRouter router, ChatRequest request) throws Exception {
        ChatPublisher publisher = router.streamAsync(request);
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ChatChunk chunk) {}

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onComplete() {}
        });
        return publisher.response().get(5, TimeUnit.SECONDS);
    }

    /** Writes down what comes of it: the answer, or the exception as it is printed and as it is told in OpenAI's JSON. */
    private static void note(Callable<?> call, StringWriter seen) {
        try {
            seen.append(String.valueOf(call.call())).append('\n');
        } catch (Exception e) {
            e.printStackTrace(new PrintWriter(seen, true));
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            if (cause instanceof RouterException router) {
                seen.append(OpenAiChat.writeError(router, Instant.EPOCH).toString());
                seen.append(router.attempts().toString());
            }
        }
    }
}
