package dev.quotarouter.benchmarks.quality;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plain HTTP client of Portkey's gateway, which falls back from one project to the next until one replies: its own way to spend
 * several keys. It begins with the first each time, and remembers nothing.
 */
final class PortkeyClient implements ChatClient {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest.Builder request;

    PortkeyClient(URI gateway, Scene scene) {
        request = HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                .timeout(scene.realPatience())
                .header("content-type", "application/json")
                .header("x-portkey-config", JSON.writeValueAsString(config(scene)));
    }

    @Override
    public void chat(String text) throws IOException, InterruptedException {
        Map<String, Object> chat =
                Map.of("model", MidnightWorld.MODEL, "messages", List.of(Map.of("role", "user", "content", text)));
        HttpResponse<String> response = http.send(
                request.copy()
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(chat)))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
    }

    /** Does nothing: the client ends when nobody holds it. */
    @Override
    public void close() {}

    private static Map<String, Object> config(Scene scene) {
        return Map.of(
                "strategy", Map.of("mode", "fallback"),
                "targets",
                        scene.world().keys().stream()
                                .map(key -> target(scene, key))
                                .toList());
    }

    private static Map<String, Object> target(Scene scene, String key) {
        return Map.of(
                "provider",
                "google",
                "api_key",
                key,
                "custom_host",
                scene.gemini().toString());
    }
}
