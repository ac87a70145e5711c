package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.NoSuitableDeploymentException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names with stars, over Gemini's own models. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiNamesTest {
    private final GeminiServer gemini = new GeminiServer();
    private final QuotaRouter router = QuotaRouter.builder()
            .provider(gemini.provider)
            .deployment(Deployment.builder("gemini/*", "gemini/*")
                    .apiKey(GeminiServer.KEY)
                    .build())
            .build();

    @AfterEach
    void close() {
        router.close();
        gemini.close();
    }

    @Test
    void a_wildcard_serves_the_model_that_is_asked_for() {
        gemini.wire.enqueue(GeminiServer.answer(200, GeminiServer.OK));

        router.chat(ChatRequest.of("gemini/gemini-2.5-flash", "Hi"));

        assertThat(gemini.taken().getUrl().encodedPath()).endsWith("/models/gemini-2.5-flash:generateContent");
    }

    @Test
    void a_wildcards_key_lists_the_models() {
        gemini.wire.enqueue(GeminiServer.answer(200, "{\"models\": [{\"name\": \"models/a\"}]}"));

        assertThat(router.models("gemini")).extracting(model -> model.name()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini/gemini 2", "gemini/../secrets", "gemini/a?b", "gemini/a\nb", "gemini/a//b"})
    void what_cannot_be_a_models_name_is_no_model_and_nobody_is_called(String name) {
        assertThatThrownBy(() -> router.chat(ChatRequest.of(name, "Hi")))
                .isInstanceOf(NoSuitableDeploymentException.class);

        assertThat(gemini.wire.getRequestCount()).isZero();
    }
}
