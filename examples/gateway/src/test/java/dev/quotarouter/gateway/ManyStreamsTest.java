package dev.quotarouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many streams that are open at once, through a gateway in a process of its own with two processors and a gigabyte; {@code
 * -Dquotarouter.streams=2000} is the full number.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManyStreamsTest {
    private static final int STREAMS = Integer.getInteger("quotarouter.streams", 200);
    private static final List<String> SMALL_MACHINE = List.of("-Xmx1g", "-XX:ActiveProcessorCount=2");

    @TempDir
    Path folder;

    @Test
    void all_are_held_and_none_is_lost() throws IOException {
        try (HeldGemini gemini = new HeldGemini()) {
            Files.writeString(folder.resolve("quota-router.yaml"), """
                    model_list:
                      - model_name: gpt-4
                        litellm_params:
                          model: gemini/gemini-2.5-flash
                          api_key: KEY-OF-NOBODY-0123456789
                          api_base: %s
                    """.formatted(gemini.url()));
            try (ServedProgram program = new ServedProgram(folder, Map.of(), SMALL_MACHINE, "--port", "0")) {
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();

                List<CompletableFuture<HttpResponse<String>>> streams = IntStream.range(0, STREAMS)
                        .mapToObj(i -> http.sendAsync(stream(program.url()), BodyHandlers.ofString()))
                        .toList();

                Await.until("all are open", () -> gemini.held() == STREAMS);
                assertThat(backlog(http, program.url())).isEqualTo(STREAMS);
                assertThat(streams).noneMatch(CompletableFuture::isDone);
                gemini.letGo();
                assertThat(streams)
                        .allSatisfy(stream -> assertThat(stream)
                                .succeedsWithin(World.PATIENCE)
                                .satisfies(answer -> assertThat(answer.body()).contains("begun", " ended", "[DONE]")));
            }
        }
    }

    private static HttpRequest stream(URI gateway) {
        return HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                .timeout(Duration.ofMinutes(5))
                .POST(BodyPublishers.ofString(HeldWorld.STREAM))
                .build();
    }

    private static int backlog(HttpClient http, URI gateway) {
        HttpResponse<String> answer = http.sendAsync(
                        HttpRequest.newBuilder(gateway.resolve("/health/backlog"))
                                .build(),
                        BodyHandlers.ofString())
                .join();
        return JsonMapper.shared()
                .readTree(answer.body())
                .path("in_flight_requests")
                .asInt();
    }
}
