package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.StreamLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that says what it is told, and a provider that talks to it over real HTTP. */
final class GeminiServer implements AutoCloseable {
    static final String MODEL = "gemini-2.5-flash";
    static final String SECRET = "AIzaSyCanary0123456789_abcdefghijklmnop";
    static final ApiKey KEY = new ApiKey("CANARY_KEY", SECRET);
    static final Duration LONG = Duration.ofSeconds(20);
    static final JsonMapper JSON = JsonMapper.shared();
    static final String OK = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello."}]},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":2,"totalTokenCount":6},
             "modelVersion":"gemini-2.5-flash","responseId":"r-1"}""";

    final MockWebServer wire;
    final GeminiProvider provider;

    GeminiServer() {
        this(new MockWebServer(), UnaryOperator.identity());
    }

    GeminiServer(MockWebServer wire, UnaryOperator<GeminiProvider.Builder> settings) {
        this.wire = wire;
        try {
            wire.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        provider = settings.apply(GeminiProvider.builder().baseUrl(wire.url("/").uri()))
                .build();
    }

    ChatConnection connection(String model) {
        return provider.connect(new ProviderTarget(model, KEY, Optional.empty()));
    }

    ChatCall call(String model, ChatRequest request, Duration timeout) {
        return new ChatCall(request, provider.profile(model), timeout);
    }

    Outcome chat(String model, ChatRequest request, Duration timeout) {
        return connection(model).chat(call(model, request, timeout));
    }

    Outcome chat(MockResponse answer) {
        wire.enqueue(answer);
        return chat(MODEL, ChatRequest.of("group", "Hi"), LONG);
    }

    static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    Outcome chat(int status, String body) {
        return chat(answer(status, body));
    }

    /** Opens a stream whose whole body is this. */
    Opening stream(MockResponse answer) {
        wire.enqueue(answer);
        return connection(MODEL).stream(call(MODEL, ChatRequest.of("group", "Hi"), LONG), new StreamLimits(LONG, LONG));
    }

    Opening stream(String body) {
        return stream(answer(200, body));
    }

    ChatResponse reply(String body) {
        return response(chat(200, body));
    }

    Failure failure(int status, String body) {
        return failure(chat(status, body));
    }

    static ChatResponse response(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ((Outcome.Completed) outcome).response();
    }

    static Failure failure(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).failure();
    }

    /** What the request looks like on the wire. */
    JsonNode sent(String model, ChatRequest request) {
        wire.enqueue(answer(200, OK));
        response(chat(model, request, LONG));
        return JSON.readTree(taken().getBody().utf8());
    }

    RecordedRequest taken() {
        try {
            RecordedRequest request = wire.takeRequest(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            return request;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        provider.close();
        wire.close();
    }
}
