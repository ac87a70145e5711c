package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.differential.GoogleTypes;
import dev.quotarouter.differential.WireSchema;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.SimulatedModel;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a request looks like on the wire. Each is also sent to a Gemini that refuses whatever it does not know, and held against
 * Google's schema and the types of Google's own client.
 */
final class Wire implements AutoCloseable {
    private static final String KEY = "KEY-1";

    private final GeminiServer server = new GeminiServer();

    JsonNode body(String model, ChatRequest request) {
        assertAccepted(model, request);
        JsonNode body = server.sent(model, request);
        GoogleTypes.requireKnown(body.toString());
        WireSchema.requireValid(body.toString());
        return body;
    }

    void assertSent(String model, ChatRequest request, String expected) {
        assertThat(body(model, request)).isEqualTo(GeminiServer.JSON.readTree(expected));
    }

    /** What is said of a request that is refused before it is sent. */
    String refusal(String model, ChatRequest request) {
        Failure failure = GeminiServer.failure(server.chat(model, request, GeminiServer.LONG));
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.sent()).isFalse();
        assertThat(server.wire.getRequestCount()).isZero();
        return failure.message();
    }

    private static void assertAccepted(String model, ChatRequest request) {
        try (GeminiSimulator gemini = GeminiSimulator.builder()
                        .project(
                                "p",
                                project -> project.key(KEY)
                                        .model(SimulatedModel.named(model), Limits.UNLIMITED)
                                        .resource("files/abc")
                                        .resource("cachedContents/abc"))
                        .start();
                GeminiProvider provider =
                        GeminiProvider.builder().baseUrl(gemini.url()).build()) {
            ProviderTarget target = new ProviderTarget(model, new ApiKey("K", KEY), Optional.empty());
            GeminiServer.response(
                    provider.connect(target).chat(new ChatCall(request, provider.profile(model), GeminiServer.LONG)));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
