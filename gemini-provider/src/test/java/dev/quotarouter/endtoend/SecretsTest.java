package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.config.RouterConfig;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            for (Fault fault : faults) {
                // A router of its own for each: what one failure blocked would hide the next.
                try (QuotaRouter router = QuotaRouter.builder().config(config).build()) {
                    gemini.inject(fault.times(1));
                    chat(router, seen);
                    chat(router, seen);
                    seen.append(router.status().toString());
                }
            }
            assertThat(gemini.calls()).hasSizeGreaterThanOrEqualTo(faults.size());
            try (QuotaRouter router = QuotaRouter.builder()
                    .config(config(URI.create("http://127.0.0.1:1")))
                    .build()) {
                chat(router, seen);
            }
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

    private static void chat(QuotaRouter router, StringWriter seen) {
        ChatRequest request = ChatRequest.builder("chat")
                .user("hello")
                .deadline(Duration.ofSeconds(2))
                .build();
        Throwable thrown = catchThrowable(() -> seen.append(router.chat(request).toString()));
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(seen, true));
        }
        seen.append(router.explain(request).toString());
    }
}
