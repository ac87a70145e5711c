package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ProviderTarget;
import java.net.URI;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiProviderTest {
    @Test
    void it_is_found_by_its_name() {
        ServiceLoader<ChatProvider> found = ServiceLoader.load(ChatProvider.class);

        assertThat(found)
                .filteredOn(provider -> provider.name().equals("gemini"))
                .hasOnlyElementsOfType(GeminiProvider.class);
    }

    @ParameterizedTest(name = "{0} and {1} make {2}")
    @CsvSource({
        "/, gemini-2.5-pro, /v1beta/models/gemini-2.5-pro:generateContent",
        "'', gemini-2.5-pro, /v1beta/models/gemini-2.5-pro:generateContent",
        "/v1beta, gemini-2.5-pro, /v1beta/models/gemini-2.5-pro:generateContent",
        "/v1beta/, gemini-2.5-pro, /v1beta/models/gemini-2.5-pro:generateContent",
        "/v1alpha, gemini-2.5-pro, /v1alpha/models/gemini-2.5-pro:generateContent",
        "/proxy/gemini/, gemini-2.5-pro, /proxy/gemini/v1beta/models/gemini-2.5-pro:generateContent",
        "/, models/gemini-2.5-pro, /v1beta/models/gemini-2.5-pro:generateContent",
        "/, tunedModels/mine-1, /v1beta/tunedModels/mine-1:generateContent"
    })
    void a_target_may_have_an_address_of_its_own(String path, String model, String expected) {
        try (GeminiServer gemini = new GeminiServer();
                GeminiProvider provider = GeminiProvider.create()) {
            gemini.wire.enqueue(GeminiServer.answer(200, GeminiServer.OK));
            URI base = URI.create("http://localhost:" + gemini.wire.getPort() + path);

            provider.connect(new ProviderTarget(model, GeminiServer.KEY, Optional.of(base)))
                    .chat(gemini.call(model, ChatRequest.of("group", "Hi"), GeminiServer.LONG));

            assertThat(gemini.taken().getTarget()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "/relative",
                "mailto:someone",
                "https://user:secret@host",
                "https://host/?key=secret",
                "https://host/#secret"
            })
    void an_address_that_cannot_be_is_refused_without_showing_it(String url) {
        assertThatThrownBy(() -> GeminiProvider.builder().baseUrl(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base URL")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../x", "x/../y", "x?key=1", "a:b", "/x", "x/"})
    void a_model_that_cannot_be_is_refused(String model) {
        try (GeminiProvider provider = GeminiProvider.create()) {
            ProviderTarget target = new ProviderTarget(model, GeminiServer.KEY, Optional.empty());

            assertThatThrownBy(() -> provider.connect(target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gemini-2.5-pro");
        }
    }

    @Test
    void a_reply_of_no_size_cannot_be_asked_for() {
        assertThatThrownBy(() -> GeminiProvider.builder().maxResponseBytes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxResponseBytes");
    }
}
