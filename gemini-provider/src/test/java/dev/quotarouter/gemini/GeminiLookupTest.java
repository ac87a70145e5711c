package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.LONG;
import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static dev.quotarouter.gemini.GeminiServer.answer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.ProviderTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Gemini tells of itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class GeminiLookupTest {
    private static final String ONE_MODEL = "{\"models\": [{\"name\": \"models/a\"}]}";

    private final ManualTime time = ManualTime.at("2026-11-23T12:00:00Z");
    private final GeminiServer gemini = new GeminiServer(new MockWebServer(), builder -> builder.time(time));

    @AfterEach
    void close() {
        assertThat(gemini.provider.callsUnderWay()).isZero();
        gemini.close();
    }

    private Lookup<Long> count(ChatRequest request) throws Exception {
        return gemini.connection(MODEL)
                .countTokens(gemini.call(MODEL, request, LONG))
                .get(10, SECONDS);
    }

    private Lookup<List<ModelInfo>> models() throws Exception {
        return gemini.connection(MODEL).models(LONG).get(10, SECONDS);
    }

    private Lookup<ModelInfo> model(Duration timeout) throws Exception {
        return gemini.connection(MODEL).model(timeout).get(10, SECONDS);
    }

    private static <T> T found(Lookup<T> lookup) {
        assertThat(lookup).isInstanceOf(Lookup.Found.class);
        return ((Lookup.Found<T>) lookup).value();
    }

    private static <T> Failure failed(Lookup<T> lookup) {
        assertThat(lookup).isInstanceOf(Lookup.Failed.class);
        return ((Lookup.Failed<T>) lookup).failure();
    }

    @Test
    void tokens_are_counted_for_the_whole_request() throws Exception {
        ChatRequest request = ChatRequest.builder("group")
                .system("Be brief.")
                .user("Hi")
                .tool(Tool.function("f", "d", "{\"type\":\"object\"}"))
                .build();
        gemini.wire.enqueue(answer(200, "{\"totalTokens\": 31,\"promptTokensDetails\": [{}]}"));

        assertThat(found(count(request))).isEqualTo(31);

        RecordedRequest counted = gemini.taken();
        assertThat(counted.getTarget()).isEqualTo("/v1beta/models/gemini-2.5-flash:countTokens");
        assertThat(counted.getHeaders().get("x-goog-api-key")).isEqualTo(GeminiServer.SECRET);
        JsonNode inner = GeminiServer.JSON.readTree(counted.getBody().utf8()).get("generateContentRequest");
        assertThat(inner.get("model").asString()).isEqualTo("models/gemini-2.5-flash");
        JsonNode chat = gemini.sent(MODEL, request);
        chat.properties()
                .forEach(member -> assertThat(inner.get(member.getKey())).isEqualTo(member.getValue()));
    }

    @Test
    void what_keeps_a_count_away_is_a_failure_like_a_chat_s() throws Exception {
        ChatRequest request = ChatRequest.of("group", "Hi");
        gemini.wire.enqueue(answer(429, "{\"error\":{\"code\":429,\"message\":\"slow down\"}}"));
        gemini.wire.enqueue(answer(200, "<html>"));
        gemini.wire.enqueue(answer(200, "[1]"));
        gemini.wire.enqueue(answer(200, "{}"));

        assertThat(failed(count(request)).kind()).isEqualTo(FailureKind.THROTTLED);
        assertThat(failed(count(request)).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(failed(count(request)).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(found(count(request))).isZero();
    }

    @Test
    void a_model_is_described_with_the_key_in_the_header_alone() throws Exception {
        gemini.wire.enqueue(answer(200, """
                {"name": "models/gemini-2.5-flash", "displayName": "Flash", "inputTokenLimit": 1048576,
                 "supportedGenerationMethods": ["generateContent"], "thinking": true, "unheardOf": {"a": []}}"""));

        ModelInfo model = found(model(LONG));

        assertThat(model.name()).isEqualTo("gemini-2.5-flash");
        assertThat(model.inputTokenLimit()).hasValue(1_048_576);
        assertThat(model.methods()).containsExactly("generateContent");
        RecordedRequest asked = gemini.taken();
        assertThat(asked.getMethod()).isEqualTo("GET");
        assertThat(asked.getTarget()).isEqualTo("/v1beta/models/gemini-2.5-flash");
        assertThat(asked.getHeaders().get("x-goog-api-key")).isEqualTo(GeminiServer.SECRET);
    }

    @Test
    void a_model_is_asked_for_each_time_and_what_keeps_it_away_is_a_failure_like_a_chat_s() throws Exception {
        gemini.wire.enqueue(answer(200, "{\"name\": \"models/gemini-2.5-flash\"}"));
        gemini.wire.enqueue(answer(400, """
                {"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[
                  {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}"""));
        gemini.wire.enqueue(answer(404, "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"message\":\"no\"}}"));
        gemini.wire.enqueue(answer(200, "[1]"));
        gemini.wire.enqueue(answer(503, ""));
        gemini.wire.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        found(model(LONG));
        assertThat(failed(model(LONG)).kind()).isEqualTo(FailureKind.KEY_REJECTED);
        assertThat(failed(model(LONG)).kind()).isEqualTo(FailureKind.MODEL_NOT_FOUND);
        assertThat(failed(model(LONG)).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(failed(model(LONG)).kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(failed(model(Duration.ofMillis(100))).kind()).isEqualTo(FailureKind.TIMEOUT);
    }

    @Test
    void a_count_that_cannot_be_asked_for_is_not() throws Exception {
        ChatRequest request = ChatRequest.builder("group")
                .user("Hi")
                .stop("a", "b", "c", "d", "e", "f")
                .build();

        assertThat(failed(count(request)).sent()).isFalse();
    }

    @Test
    void models_are_listed_over_all_pages() throws Exception {
        gemini.wire.enqueue(answer(200, """
                {"models": [{"name": "models/gemini-3-pro","displayName": "Gemini 3 Pro","description": "Best.",
                 "inputTokenLimit": 1048576,"outputTokenLimit": "65536","thinking": true,"topK": 64,
                 "supportedGenerationMethods": ["generateContent","countTokens","countTokens"]},{},7],
                 "nextPageToken": "p+2"}"""));
        gemini.wire.enqueue(answer(200, "{\"models\": [{\"name\": \"tunedModels/mine\"}],\"nextPageToken\": \"\"}"));

        assertThat(found(models()))
                .containsExactly(
                        new ModelInfo(
                                "gemini-3-pro",
                                "Gemini 3 Pro",
                                "Best.",
                                OptionalLong.of(1_048_576),
                                OptionalLong.of(65_536),
                                Set.of("generateContent", "countTokens"),
                                true),
                        new ModelInfo(
                                "tunedModels/mine",
                                "",
                                "",
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Set.of(),
                                false));
        RecordedRequest first = gemini.taken();
        assertThat(first.getTarget()).isEqualTo("/v1beta/models?pageSize=1000");
        assertThat(first.getMethod()).isEqualTo("GET");
        assertThat(first.getHeaders().get("x-goog-api-key")).isEqualTo(GeminiServer.SECRET);
        assertThat(gemini.taken().getUrl().queryParameter("pageToken")).isEqualTo("p+2");
    }

    @Test
    void a_list_is_remembered_for_its_key_and_its_address() throws Exception {
        for (int i = 0; i < 3; i++) {
            gemini.wire.enqueue(answer(200, ONE_MODEL));
        }
        ApiKey other = new ApiKey("OTHER", "other-secret");

        found(models());
        found(models());
        assertThat(gemini.wire.getRequestCount()).isEqualTo(1);
        found(gemini.provider
                .connect(new ProviderTarget("another-model", other, Optional.empty()))
                .models(LONG)
                .get(10, SECONDS));
        assertThat(gemini.wire.getRequestCount()).isEqualTo(2);
        found(gemini.provider
                .connect(new ProviderTarget(
                        MODEL,
                        GeminiServer.KEY,
                        Optional.of(gemini.wire.url("/gateway/").uri())))
                .models(LONG)
                .get(10, SECONDS));
        assertThat(gemini.wire.getRequestCount()).isEqualTo(3);
        found(gemini.provider
                .connect(new ProviderTarget(
                        MODEL,
                        GeminiServer.KEY,
                        Optional.of(gemini.wire.url("/gateway/v1beta").uri())))
                .models(LONG)
                .get(10, SECONDS));
        assertThat(gemini.wire.getRequestCount()).isEqualTo(3);
    }

    @Test
    void an_old_list_is_given_once_more_while_the_new_one_is_fetched() throws Exception {
        gemini.wire.enqueue(answer(200, ONE_MODEL));
        gemini.wire.enqueue(answer(200, "{\"models\": [{\"name\": \"models/b\"}]}"));
        found(models());
        gemini.taken();
        time.advance(Duration.ofMinutes(61));

        assertThat(found(models())).extracting(ModelInfo::name).containsExactly("a");
        gemini.taken();

        assertThat(eventually("b")).isTrue();
        assertThat(gemini.wire.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_list_that_cannot_be_fetched_anew_serves_for_a_day() throws Exception {
        gemini.wire.enqueue(answer(200, ONE_MODEL));
        for (int i = 0; i < 3; i++) {
            gemini.wire.enqueue(answer(503, ""));
        }
        found(models());
        time.advance(Duration.ofHours(23));
        found(models());
        gemini.taken();
        gemini.taken();
        awaitQuiet();
        assertThat(found(models())).extracting(ModelInfo::name).containsExactly("a");

        time.advance(Duration.ofHours(2));

        assertThat(failed(models()).kind()).isEqualTo(FailureKind.OVERLOADED);
        awaitQuiet();
    }

    private void awaitQuiet() {
        while (gemini.provider.callsUnderWay() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Whether the list becomes this one: it is put in its place after its call is over. */
    private boolean eventually(String name) throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < deadline) {
            if (found(models()).get(0).name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{\"code\":503}}", "<html>", "[]", "{\"models\": [{\"name\""})
    void what_keeps_a_list_away_is_not_remembered(String body) throws Exception {
        gemini.wire.enqueue(answer(body.startsWith("{\"error") ? 503 : 200, body));
        gemini.wire.enqueue(answer(200, ONE_MODEL));

        assertThat(failed(models()).kind()).isIn(FailureKind.OVERLOADED, FailureKind.MALFORMED_RESPONSE);
        assertThat(found(models())).hasSize(1);
    }

    @Test
    void a_list_that_goes_in_a_circle_is_given_up() throws Exception {
        for (int i = 0; i < 60; i++) {
            gemini.wire.enqueue(answer(200, "{\"nextPageToken\": \"again\"}"));
        }

        assertThat(failed(models()).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    @Test
    void nobody_waits_longer_for_a_list_than_he_wants_to() throws Exception {
        gemini.wire.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        Failure failure =
                failed(gemini.connection(MODEL).models(Duration.ofMillis(100)).get(10, SECONDS));

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        gemini.provider.close();
        awaitQuiet();
    }

    @Test
    void one_who_gives_up_takes_the_list_from_nobody() throws Exception {
        gemini.wire.enqueue(new MockResponse.Builder()
                .body(ONE_MODEL)
                .headersDelay(500, TimeUnit.MILLISECONDS)
                .build());

        CompletableFuture<Lookup<List<ModelInfo>>> patient =
                gemini.connection(MODEL).models(LONG);
        assertThat(gemini.connection(MODEL).models(LONG).cancel(true)).isTrue();
        Failure hasty =
                failed(gemini.connection(MODEL).models(Duration.ofMillis(1)).get(10, SECONDS));

        assertThat(hasty.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(found(patient.get(10, SECONDS))).hasSize(1);
        assertThat(gemini.wire.getRequestCount()).isEqualTo(1);
        awaitQuiet();
    }

    @Test
    void a_closed_provider_lists_nothing() throws Exception {
        gemini.provider.close();

        assertThat(failed(models()).kind()).isEqualTo(FailureKind.CANCELLED);
    }
}
