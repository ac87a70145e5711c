package dev.quotarouter.gateway;

import static dev.quotarouter.gateway.World.HELLO;
import static dev.quotarouter.gateway.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.Limits;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayTest {
    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/chat/completions"})
    void a_chat_is_answered_and_says_who_did(String path) {
        try (World world = World.locked()) {
            HttpResponse<String> response = world.send(
                    world.request(path).POST(BodyPublishers.ofString(HELLO)).build());

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
            assertThat(json(response).at("/choices/0/message/content").asString())
                    .isEqualTo("You said: Hello");
            assertThat(json(response).path("model").asString()).isEqualTo("gpt-4");
            assertThat(response.headers().firstValue("x-litellm-model-id"))
                    .hasValueSatisfying(id -> assertThat(id).startsWith("gemini-2.5-flash@KEY-"));
            assertThat(response.headers().firstValue("x-litellm-attempted-retries"))
                    .contains("0");
        }
    }

    @Test
    void a_stream_comes_as_events_and_ends_with_done() {
        try (World world = World.locked()) {
            HttpResponse<String> response = world.chat(HELLO.replace(
                    "{\"model\"", "{\"stream\": true, \"stream_options\": {\"include_usage\": true}, \"model\""));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
            List<String> events =
                    response.body().lines().filter(line -> !line.isEmpty()).toList();
            assertThat(events).allMatch(line -> line.startsWith("data: ")).endsWith("data: [DONE]");
            assertThat(response.body()).contains("You said: Hello", "\"prompt_tokens\":");
        }
    }

    @Test
    void a_spent_quota_is_a_429_that_says_when_to_come_back() {
        try (World world =
                World.limited(Limits.of(1, 250_000, 100), router -> router.requestDeadline(Duration.ofMillis(500)))) {
            world.chat(HELLO);
            world.chat(HELLO);

            HttpResponse<String> refused = world.chat(HELLO);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
            assertThat(json(refused).at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
            assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow())
                    .isBetween(1L, 61L);
        }
    }

    @Test
    void what_fails_before_the_first_chunk_of_a_stream_has_its_status() {
        try (World world = World.locked()) {
            world.gemini().inject(Fault.of(GeminiError.OVERLOADED));

            HttpResponse<String> failed = world.chat(HELLO.replace("{\"model\"", "{\"stream\": true, \"model\""));

            assertThat(failed.statusCode()).as(failed.body()).isEqualTo(502);
            assertThat(json(failed).at("/error/code").asString()).isEqualTo("attempts_failed");
        }
    }

    @Test
    void a_stream_that_breaks_ends_with_the_error_and_without_done() {
        try (World world = World.locked()) {
            world.gemini().inject(Fault.brokenStream(GeminiError.INTERNAL));
            String longText = "word ".repeat(100);

            HttpResponse<String> broken = world.chat(
                    HELLO.replace("{\"model\"", "{\"stream\": true, \"model\"").replace("Hello", longText));

            assertThat(broken.statusCode()).as(broken.body()).isEqualTo(200);
            List<String> events =
                    broken.body().lines().filter(line -> !line.isEmpty()).toList();
            assertThat(events.get(events.size() - 1))
                    .startsWith("data: {\"error\":")
                    .contains("stream_broken");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                        | 400 | invalid_request_error
            []                                                       | 400 | invalid_request_error
            {"model": "gpt-4", "messages": [], "colour": "red"}      | 400 | invalid_request_error
            {"model": "gpt-9", "messages": [{"role": "user", "content": "Hi"}]} | 404 | invalid_request_error
            """)
    void a_request_that_is_wrong_is_told_so_in_openais_words(String body, int status, String type) {
        try (World world = World.locked()) {
            HttpResponse<String> refused = world.chat(body);

            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(json(refused).at("/error/type").asString()).isEqualTo(type);
            assertThat(json(refused).at("/error/message").asString()).isNotBlank();
            assertThat(world.gemini().calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/chat/completions, true",
        "GET, /v1/models, true",
        "GET, /v1/models/gpt-4, true",
        "GET, /model/info, true",
        "GET, /v1/model/info, true",
        "GET, /health, true",
        "GET, /health/backlog, true",
        "GET, /status, true",
        "GET, /metrics, true",
        "GET, /nothing, true",
        "GET, /health/readiness, false",
        "GET, /health/liveliness, false",
        "GET, /health/liveness, false",
        "GET, /, false",
        "GET, /page.js, false",
        "GET, /page.css, false",
    })
    void only_the_page_and_the_probes_are_open_to_those_without_the_key(String method, String path, boolean guarded) {
        try (World world = World.locked()) {
            for (String credentials : List.of("Bearer sk-of-the-gateway-0123456780", "Bearer ", "Basic c2s6c2s=")) {
                HttpResponse<String> answer = world.send(HttpRequest.newBuilder(world.url(path))
                        .method(method, BodyPublishers.ofString(method.equals("POST") ? HELLO : ""))
                        .header("Authorization", credentials)
                        .build());

                assertThat(answer.statusCode()).as(path).isEqualTo(guarded ? 401 : 200);
                if (guarded) {
                    assertThat(json(answer).at("/error/code").asString()).isEqualTo("invalid_api_key");
                    assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
                }
            }
            assertThat(world.gemini().calls()).isEmpty();
        }
    }

    @Test
    void without_a_key_pages_of_other_sites_are_kept_out() {
        try (World world = World.open()) {
            HttpRequest.Builder foreign =
                    HttpRequest.newBuilder(world.url("/v1/chat/completions")).POST(BodyPublishers.ofString(HELLO));

            HttpResponse<String> fromSite = world.send(
                    foreign.copy().header("Origin", "https://evil.example").build());
            HttpResponse<String> own = world.send(foreign.copy()
                    .header("Origin", world.gateway().url().toString())
                    .build());
            HttpResponse<String> curl = world.send(foreign.build());

            assertThat(fromSite.statusCode()).isEqualTo(403);
            assertThat(own.statusCode()).isEqualTo(200);
            assertThat(curl.statusCode()).isEqualTo(200);
            assertThat(RawClient.ask(world.port(), "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void models_are_listed_and_found_by_name() {
        try (World world = World.locked()) {
            JsonNode list = json(world.get("/v1/models"));

            assertThat(list.path("object").asString()).isEqualTo("list");
            assertThat(list.at("/data/0/id").asString()).isEqualTo("gpt-4");
            assertThat(list.at("/data/0/object").asString()).isEqualTo("model");
            assertThat(json(world.get("/models/gpt%2D4"))).isEqualTo(list.at("/data/0"));
            assertThat(world.get("/v1/models/gpt-5").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void health_tells_the_sick_from_the_spent() {
        try (World world = World.limited(Limits.of(2, 250_000, 100), router -> router)) {
            world.gemini().inject(Fault.of(GeminiError.KEY_INVALID).onKey("KEY-1"));
            world.chat(HELLO);
            world.chat(HELLO);

            JsonNode health = json(world.get("/health"));

            assertThat(health.path("unhealthy_count").asInt()).isEqualTo(1);
            assertThat(health.at("/unhealthy_endpoints/0/model").asString()).isEqualTo("gemini/gemini-2.5-flash");
            assertThat(health.at("/unhealthy_endpoints/0/model_id").asString()).endsWith("KEY-1");
            assertThat(health.at("/unhealthy_endpoints/0/error").asString()).startsWith("key_blocked");
            assertThat(health.path("healthy_count").asInt()).isEqualTo(1);
            assertThat(health.at("/healthy_endpoints/0/x-ratelimit-remaining-requests")
                            .asInt(-1))
                    .isZero();
        }
    }

    @Test
    void model_info_has_each_deployment_with_limits_and_abilities() {
        try (World world = World.limited(Limits.of(5, 250_000, 100), router -> router)) {
            JsonNode data = json(world.get("/model/info")).path("data");

            assertThat(data).hasSize(2).allSatisfy(entry -> {
                assertThat(entry.path("model_name").asString()).isEqualTo("gpt-4");
                assertThat(entry.at("/litellm_params/model").asString()).isEqualTo("gemini/gemini-2.5-flash");
                assertThat(entry.at("/litellm_params/rpm").asInt()).isEqualTo(5);
                assertThat(entry.at("/litellm_params/tpm").asInt()).isEqualTo(250_000);
                assertThat(entry.at("/litellm_params/rpd").asInt()).isEqualTo(100);
                assertThat(entry.at("/model_info/litellm_provider").asString()).isEqualTo("gemini");
                assertThat(entry.at("/model_info/supports_function_calling").asBoolean())
                        .isTrue();
                assertThat(entry.at("/model_info/max_input_tokens").asInt()).isGreaterThan(100_000);
            });
            assertThat(data.at("/0/model_info/id")).isNotEqualTo(data.at("/1/model_info/id"));
        }
    }

    @Test
    void status_tells_of_every_window_what_is_used_and_left_and_how_the_day_grew() {
        try (World world = World.limited(Limits.of(5, 250_000, 100), router -> router)) {
            world.chat(HELLO);
            world.chat(HELLO);

            HttpResponse<String> answer = world.get("/status");

            JsonNode status = json(answer);
            assertThat(Instant.parse(status.path("at").asString()))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(status.path("deployments"))
                    .hasSize(2)
                    .allSatisfy(one ->
                            assertThat(one.path("availability").asString()).isEqualTo("available"));
            assertThat(status.path("pools")).hasSize(2).allSatisfy(pool -> {
                JsonNode day = window(pool, "requests", "day");
                assertThat(day.path("used").asInt()).isEqualTo(1);
                assertThat(day.path("limit").asInt()).isEqualTo(100);
                assertThat(day.path("remaining").asInt()).isEqualTo(99);
                assertThat(window(pool, "requests", "minute").path("remaining").asInt())
                        .isEqualTo(4);
                JsonNode points = pool.path("day");
                assertThat(points.path(points.size() - 1).path("used").asInt()).isEqualTo(1);
            });
            assertThat(answer.body()).doesNotContain(World.KEY);
        }
    }

    @Test
    void who_asks_wrongly_is_told_what_the_path_wants() {
        try (World world = World.locked()) {
            HttpResponse<String> wrong = world.get("/v1/chat/completions");

            assertThat(wrong.statusCode()).isEqualTo(405);
            assertThat(wrong.headers().firstValue("allow")).contains("POST");
            assertThat(world.get("/v1/embeddings").statusCode()).isEqualTo(404);
            assertThat(world.send(world.request("/health/readiness")
                            .method("HEAD", BodyPublishers.noBody())
                            .build()))
                    .satisfies(head -> assertThat(head.statusCode()).isEqualTo(200))
                    .satisfies(head -> assertThat(head.body()).isEmpty());
        }
    }

    private static JsonNode window(JsonNode pool, String dimension, String span) {
        return pool.path("windows")
                .valueStream()
                .filter(window -> window.path("dimension").asString().equals(dimension))
                .filter(window -> window.path("span").asString().equals(span))
                .findFirst()
                .orElseThrow();
    }
}
