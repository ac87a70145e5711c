package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.ProviderTarget;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.ServiceLoader;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiSecretsTest {
    private final GeminiServer gemini = new GeminiServer();

    @AfterEach
    void close() {
        gemini.close();
    }

    @Test
    void the_key_goes_out_in_its_header_and_nowhere_else() {
        gemini.reply(GeminiServer.OK);

        RecordedRequest request = gemini.taken();
        assertThat(request.getHeaders().get("x-goog-api-key")).isEqualTo(SECRET);
        assertThat(request.getHeaders()
                        .newBuilder()
                        .removeAll("x-goog-api-key")
                        .build()
                        .toString())
                .doesNotContain(SECRET);
        assertThat(request.getTarget()).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
        assertThat(request.getBody().utf8()).doesNotContain(SECRET);
    }

    @Test
    void keys_in_the_words_of_Gemini_are_blacked_out() {
        String other = "AIzaSyOfSomebodyElse_0123456789abcdefgh";

        Failure failure = gemini.failure(
                403, "{\"error\":{\"message\":\"'api_key:" + SECRET + "' and " + other + " are suspended\"}}");

        assertThat(failure.message()).contains("***").doesNotContain("AIza");
        assertThat(failure.toString()).doesNotContain("AIza");
    }

    @Test
    void a_reply_that_cannot_be_read_is_not_quoted() {
        ApiKey dashed = new ApiKey("DASHED", "canary-4f1d8a-secret");
        gemini.wire.enqueue(GeminiServer.answer(200, "{\"candidates\": canary-4f1d8a-secret}"));

        Failure failure = GeminiServer.failure(gemini.provider
                .connect(new ProviderTarget(GeminiServer.MODEL, dashed, Optional.empty()))
                .chat(gemini.call(GeminiServer.MODEL, ChatRequest.of("group", "Hi"), GeminiServer.LONG)));

        assertThat(failure.message()).doesNotContain("canary");
    }

    @Test
    void nothing_that_prints_shows_the_key() {
        assertThat(gemini.connection("gemini-2.5-pro").toString()).doesNotContain(SECRET);
    }

    @Test
    void no_log_shows_the_key() {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            gemini.reply(GeminiServer.OK);
            gemini.failure(500, "{\"error\":{\"message\":\"" + SECRET + "\"}}");
        } finally {
            System.setErr(err);
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(SECRET);
    }

    @Test
    void the_provider_is_found_by_its_service() {
        GeminiSecretsTest.class.getModule().addUses(ChatProvider.class);

        assertThat(ServiceLoader.load(ChatProvider.class)).hasExactlyElementsOfTypes(GeminiProvider.class);
    }
}
