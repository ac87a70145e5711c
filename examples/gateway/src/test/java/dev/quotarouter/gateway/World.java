package dev.quotarouter.gateway;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulated Gemini with two keys, a router over it and a gateway before that, all of them real. */
final class World implements AutoCloseable {
    static final String KEY = "sk-of-the-gateway-0123456789";
    static final String HELLO = "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final GeminiSimulator gemini;
    private final QuotaRouter router;
    private final Gateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    private World(Limits limits, UnaryOperator<QuotaRouterBuilder> routing, UnaryOperator<GatewaySettings> settings) {
        gemini = GeminiSimulator.builder()
                .project("project-1", project -> project.key("KEY-1").model("gemini-2.5-flash", limits))
                .project("project-2", project -> project.key("KEY-2").model("gemini-2.5-flash", limits))
                .start();
        router = routing.apply(QuotaRouter.builder()
                        .deployment(deployment("KEY-1", limits))
                        .deployment(deployment("KEY-2", limits)))
                .build();
        gateway = Gateway.start(router, settings.apply(GatewaySettings.DEFAULT.withPort(0)));
    }

    private Deployment deployment(String key, Limits limits) {
        return Deployment.builder("gpt-4", "gemini/gemini-2.5-flash")
                .apiKey(new ApiKey(key, key))
                .baseUrl(gemini.url())
                .rpm(limits.rpm().orElseThrow())
                .tpm(limits.tpm().orElseThrow())
                .rpd(limits.rpd().orElseThrow())
                .build();
    }

    /** A world with much room, whose gateway wants the key. */
    static World locked() {
        return with(settings -> settings.withMasterKey(new ApiKey("the key", KEY)));
    }

    /** A world with much room, whose gateway wants no key. */
    static World open() {
        return with(UnaryOperator.identity());
    }

    static World with(UnaryOperator<GatewaySettings> settings) {
        return new World(Limits.of(20_000, 50_000_000, 1_000_000), UnaryOperator.identity(), settings);
    }

    static World limited(Limits limits, UnaryOperator<QuotaRouterBuilder> routing) {
        return new World(limits, routing, settings -> settings.withMasterKey(new ApiKey("the key", KEY)));
    }

    GeminiSimulator gemini() {
        return gemini;
    }

    QuotaRouter router() {
        return router;
    }

    Gateway gateway() {
        return gateway;
    }

    int port() {
        return gateway.url().getPort();
    }

    URI url(String path) {
        return gateway.url().resolve(path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url(path)).timeout(PATIENCE).header("Authorization", "Bearer " + KEY);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<String> chat(String body) {
        return send(request("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() {
        gateway.close();
        router.close();
        gemini.close();
    }
}
