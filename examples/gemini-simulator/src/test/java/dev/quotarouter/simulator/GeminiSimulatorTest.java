package dev.quotarouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiSimulatorTest {
    private static final String FLASH = "gemini-2.5-flash";

    private final HandClock clock = new HandClock("2026-07-01T20:00:00Z");
    private final GeminiSimulator gemini = GeminiSimulator.classicWorld()
            .clock(clock)
            .project(
                    "project-1",
                    project -> project.key("second", "KEY-1B")
                            .model("gemma-3-27b-it", Limits.of(30, 15_000, 14_400))
                            .model("gemini-3-flash-preview", Limits.UNLIMITED)
                            .model("gemini-3-pro-preview", Limits.NONE))
            .start();
    private final Caller caller = new Caller(gemini.url(), "KEY-1");

    @AfterEach
    void close() {
        gemini.close();
    }

    @Test
    void a_chat_is_answered_and_booked() throws Exception {
        HttpResponse<String> response = caller.say(FLASH, "Hello there");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = Caller.json(response);
        assertThat(answer.at("/candidates/0/content/parts/0/text").asString()).isEqualTo("You said: Hello there");
        assertThat(answer.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
        JsonNode usage = answer.path("usageMetadata");
        assertThat(usage.path("totalTokenCount").asLong())
                .isEqualTo(usage.path("promptTokenCount").asLong()
                        + usage.path("candidatesTokenCount").asLong()
                        + usage.path("thoughtsTokenCount").asLong());
        assertThat(gemini.calls()).singleElement().satisfies(call -> {
            assertThat(call.at()).isEqualTo(clock.instant());
            assertThat(call.project()).contains("project-1");
            assertThat(call.keyName()).contains("KEY-1");
            assertThat(call.model()).isEqualTo(FLASH);
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.inputTokens())
                    .isEqualTo(usage.path("promptTokenCount").asLong());
        });
        assertThat(gemini.counts("project-1", FLASH)).isEqualTo(new CallCounts(1, 1, 0));
        assertThat(gemini.keySeenInUrl()).isFalse();
    }

    @Test
    void keys_of_a_project_share_its_quota_and_projects_and_models_do_not() throws Exception {
        String pro = "gemini-2.5-pro";
        for (int i = 0; i < 5; i++) {
            assertThat(new Caller(gemini.url(), i % 2 == 0 ? "KEY-1" : "KEY-1B")
                            .say(pro, "hi")
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(new Caller(gemini.url(), "KEY-1B").say(pro, "hi").statusCode())
                .isEqualTo(429);
        assertThat(new Caller(gemini.url(), "KEY-2").say(pro, "hi").statusCode())
                .isEqualTo(200);
        assertThat(caller.say(FLASH, "hi").statusCode()).isEqualTo(200);
        assertThat(gemini.counts("project-1", pro)).isEqualTo(new CallCounts(6, 5, 1));
        assertThat(gemini.peakInAny60Seconds("project-1", pro)).isEqualTo(6);
    }

    @Test
    void a_full_minute_is_named_with_its_limit_and_the_time_to_wait() throws Exception {
        for (int i = 0; i < 10; i++) {
            caller.say(FLASH, "hi");
        }
        clock.forward(Duration.ofMillis(8_500));

        HttpResponse<String> refused = caller.say(FLASH, "hi");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        JsonNode error = Caller.json(refused).path("error");
        assertThat(error.path("status").asString()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(error.path("message").asString()).contains("limit: 10", "Please retry in 51.5s.");
        JsonNode violation = error.at("/details/0/violations/0");
        assertThat(violation.path("quotaId").asString())
                .isEqualTo("GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
        assertThat(violation.path("quotaValue").asString()).isEqualTo("10");
        assertThat(violation.at("/quotaDimensions/model").asString()).isEqualTo(FLASH);
        assertThat(error.at("/details/2/retryDelay").asString()).isEqualTo("51s");
    }

    @Test
    void a_spent_day_is_told_until_midnight_in_Los_Angeles_and_then_served_again() throws Exception {
        gemini.spend("project-1", FLASH, 250, 0);
        clock.forward(Duration.ofMinutes(2));

        JsonNode error = Caller.json(caller.say(FLASH, "hi")).path("error");

        assertThat(error.at("/details/0/violations/0/quotaId").asString())
                .isEqualTo("GenerateRequestsPerDayPerProjectPerModel-FreeTier");
        assertThat(error.path("message").asString()).contains("Please retry in 10h58m0s.");
        clock.set("2026-07-02T07:00:00Z");
        assertThat(caller.say(FLASH, "hi").statusCode()).isEqualTo(200);
        assertThat(gemini.countsPerDay("project-1", FLASH)).hasSize(2);
    }

    @Test
    void no_quota_at_all_is_a_violation_without_a_value() throws Exception {
        JsonNode error = Caller.json(caller.say("gemini-3-pro-preview", "hi")).path("error");

        assertThat(error.path("message").asString()).contains("limit: 0, model: gemini-3-pro");
        assertThat(error.at("/details/0/violations")).hasSize(3).noneMatch(violation -> violation.has("quotaValue"));
    }

    @Test
    void two_hundred_threads_get_exactly_the_limit() throws Exception {
        gemini.limits("project-1", FLASH, Limits.of(37, 250_000, 250));
        ExecutorService threads = Executors.newFixedThreadPool(200);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return caller.say(FLASH, "hi").statusCode();
                }));
            }
            start.countDown();
            int served = 0;
            for (Future<Integer> answer : answers) {
                served += answer.get() == 200 ? 1 : 0;
            }
            assertThat(served).isEqualTo(37);
            assertThat(gemini.counts("project-1", FLASH)).isEqualTo(new CallCounts(200, 37, 163));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_function_is_called_and_its_result_reported() throws Exception {
        String tools = """
                "tools":[{"functionDeclarations":[{"name":"get_weather","description":"the weather","parameters":
                {"type":"OBJECT","properties":{"city":{"type":"STRING"}},"required":["city"]}}]}]""";
        String question = "{\"role\":\"user\",\"parts\":[{\"text\":\"What is the weather in Paris?\"}]}";

        JsonNode call = Caller.json(caller.generate(FLASH, "{\"contents\":[" + question + "]," + tools + "}"))
                .at("/candidates/0");

        assertThat(call.at("/content/parts/0/functionCall/name").asString()).isEqualTo("get_weather");
        assertThat(call.at("/content/parts/0/functionCall/args/city").asString())
                .isEqualTo("Paris");
        assertThat(call.path("finishReason").asString()).isEqualTo("STOP");

        String result = """
                {"role":"user","parts":[{"functionResponse":{"name":"get_weather","response":{"sky":"clear"}}}]}""";
        JsonNode report = Caller.json(caller.generate(
                FLASH, "{\"contents\":[" + question + "," + call.path("content") + "," + result + "]," + tools + "}"));

        assertThat(report.at("/candidates/0/content/parts/0/text").asString())
                .contains("get_weather")
                .contains("clear");
    }

    @Test
    void a_signed_call_must_come_back_signed() throws Exception {
        String model = "gemini-3-flash-preview";
        String tools = "\"tools\":[{\"functionDeclarations\":[{\"name\":\"get_weather\"}]}]";
        String question = "{\"role\":\"user\",\"parts\":[{\"text\":\"weather?\"}]}";
        JsonNode part = Caller.json(caller.generate(model, "{\"contents\":[" + question + "]," + tools + "}"))
                .at("/candidates/0/content/parts/0");
        assertThat(part.has("thoughtSignature")).isTrue();
        assertThat(part.at("/functionCall/id").asString()).isNotEmpty();
        String result = """
                {"role":"user","parts":[{"functionResponse":{"name":"get_weather","response":{}}}]}""";
        String signed = "{\"role\":\"model\",\"parts\":[" + part + "]}";
        String unsigned = "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"get_weather\",\"args\":{}}}]}";

        assertThat(caller.generate(model, "{\"contents\":[" + question + "," + signed + "," + result + "]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(caller.generate(model, "{\"contents\":[" + question + "," + unsigned + "," + result + "]}")
                        .body())
                .contains("missing a thought_signature");
    }

    @Test
    void Gemma_only_chats() throws Exception {
        String gemma = "gemma-3-27b-it";
        String hello = Caller.saying("hi").substring(1);

        assertThat(caller.say(gemma, "hi").statusCode()).isEqualTo(200);
        assertThat(caller.generate(gemma, "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}]," + hello)
                        .body())
                .contains("\"code\" : 400")
                .contains("Function calling is not enabled for models/gemma-3-27b-it");
        assertThat(caller.generate(gemma, "{\"systemInstruction\":{}," + hello).body())
                .contains("Developer instruction is not enabled for models/gemma-3-27b-it");
        assertThat(caller.generate(gemma, "{\"generationConfig\":{\"responseMimeType\":\"application/json\"}," + hello)
                        .body())
                .contains("JSON mode is not enabled for models/gemma-3-27b-it");
        assertThat(gemini.counts("project-1", gemma)).isEqualTo(new CallCounts(4, 1, 0));
    }

    @Test
    void JSON_follows_its_schema() throws Exception {
        String body = """
                {"contents":[{"parts":[{"text":"hi"}]}],"generation_config":{"response_mime_type":"application/json",
                "response_schema":{"type":"OBJECT","properties":{"n":{"type":"INTEGER","minimum":7}}}}}""";

        JsonNode answer = Caller.json(caller.generate(FLASH, body));

        assertThat(answer.at("/candidates/0/content/parts/0/text").asString()).isEqualTo("{\"n\":7}");
    }

    @Test
    void what_cannot_be_read_is_a_400() throws Exception {
        assertThat(caller.generate(FLASH, "{").statusCode()).isEqualTo(400);
        assertThat(caller.generate(FLASH, "").statusCode()).isEqualTo(400);
        assertThat(caller.generate(FLASH, "{\"contents\":[]}").statusCode()).isEqualTo(400);
        assertThat(caller.generate(FLASH, "{\"foo\":1," + Caller.saying("hi").substring(1))
                        .body())
                .contains("Unknown name \\\"foo\\\": Cannot find field.");
        assertThat(Caller.send(caller.request("/v1beta/models/" + FLASH + ":generateContent")
                                .header("X-Server-Timeout", "5")
                                .POST(HttpRequest.BodyPublishers.ofString(Caller.saying("hi"))))
                        .body())
                .contains("Manually set deadline 5s is too short. Minimum allowed deadline is 10s.");
        assertThat(gemini.peakInAny60Seconds("project-1", FLASH)).isZero();
    }

    @Test
    void only_a_good_key_in_the_right_place_opens() throws Exception {
        String path = "/v1beta/models/" + FLASH + ":generateContent";

        assertThat(new Caller(gemini.url(), "WRONG").say(FLASH, "hi").body())
                .contains("API_KEY_INVALID")
                .contains("\"code\" : 400");
        HttpRequest.Builder without = HttpRequest.newBuilder(gemini.url().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(Caller.saying("hi")));
        assertThat(Caller.send(without).statusCode()).isEqualTo(403);
        assertThat(Caller.send(caller.request(path)
                                .header("Authorization", "Bearer KEY-1")
                                .POST(HttpRequest.BodyPublishers.ofString(Caller.saying("hi"))))
                        .body())
                .contains("ACCESS_TOKEN_TYPE_UNSUPPORTED");
        assertThat(gemini.keySeenInUrl()).isFalse();

        HttpRequest.Builder inUrl = HttpRequest.newBuilder(gemini.url().resolve(path + "?key=KEY-1"))
                .POST(HttpRequest.BodyPublishers.ofString(Caller.saying("hi")));
        assertThat(Caller.send(inUrl).statusCode()).isEqualTo(200);
        assertThat(gemini.keySeenInUrl()).isTrue();
    }

    @Test
    void models_are_listed_in_pages_and_told_one_by_one() throws Exception {
        JsonNode first = Caller.json(caller.get("/v1beta/models?pageSize=5"));
        JsonNode second = Caller.json(caller.get("/v1beta/models?pageSize=5&pageToken="
                + first.path("nextPageToken").asString()));

        assertThat(first.path("models")).hasSize(5);
        assertThat(second.path("models")).hasSize(3);
        assertThat(second.has("nextPageToken")).isFalse();
        assertThat(Caller.json(caller.get("/v1beta/models/" + FLASH))
                        .path("name")
                        .asString())
                .isEqualTo("models/" + FLASH);
        assertThat(caller.get("/v1beta/models/gemini-9").statusCode()).isEqualTo(404);
        assertThat(caller.get("/nowhere").headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/html");
        assertThat(gemini.counts("project-1", FLASH).calls()).isZero();
    }

    @Test
    void tokens_are_counted_as_a_call_would_be_billed() throws Exception {
        String body = Caller.saying("Hello there, how are you?");

        long counted = Caller.json(caller.post("/v1beta/models/" + FLASH + ":countTokens", body))
                .path("totalTokens")
                .asLong();
        long billed = Caller.json(caller.generate(FLASH, body))
                .at("/usageMetadata/promptTokenCount")
                .asLong();

        assertThat(counted).isEqualTo(billed).isPositive();
    }

    @Test
    void a_stream_comes_in_events_and_ends_with_a_reason() throws Exception {
        HttpResponse<String> response = caller.post(
                "/v1beta/models/" + FLASH + ":streamGenerateContent?alt=sse", Caller.saying("Tell me ".repeat(30)));

        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        List<String> events = List.of(response.body().split("\r\n\r\n", -1));
        assertThat(events).hasSizeGreaterThan(3);
        assertThat(events.subList(0, events.size() - 1)).allMatch(event -> event.startsWith("data: {"));
        assertThat(events.get(events.size() - 1)).isEmpty();
        assertThat(events.stream().filter(event -> event.contains("finishReason")))
                .hasSize(1);
        assertThat(events.get(events.size() - 2)).contains("\"finishReason\":\"STOP\"");
    }

    @Test
    void replies_can_be_scripted_and_a_failing_script_is_told() throws Exception {
        gemini.replies(request -> SimulatedReply.text("I am " + request.model().name()));
        assertThat(caller.say(FLASH, "hi").body()).contains("I am gemini-2.5-flash");

        gemini.replies(request -> {
            throw new IllegalStateException("my mistake");
        });
        assertThat(caller.say(FLASH, "hi").body()).contains("my mistake");
    }

    @Test
    void closing_ends_stalled_calls_at_once() throws Exception {
        gemini.inject(Fault.stalled());
        HttpRequest request = caller.request("/v1beta/models/" + FLASH + ":generateContent")
                .POST(HttpRequest.BodyPublishers.ofString(Caller.saying("hi")))
                .build();
        var pending = HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        while (gemini.calls().isEmpty()) {
            Thread.onSpinWait();
        }

        long start = System.nanoTime();
        gemini.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThatThrownBy(pending::get).hasRootCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void a_world_without_order_does_not_start() {
        assertThatThrownBy(() -> GeminiSimulator.builder().start()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> GeminiSimulator.builder()
                        .project("a", project -> project.key("K"))
                        .project("b", project -> project.key("K"))
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("twice");
    }
}
