package dev.quotarouter.gateway;

import static dev.quotarouter.gateway.World.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quotarouter.simulator.Limits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricsTest {
    private static final String PARSER = "parse-prometheus-text-format";
    private static final String VERSION = "1.1.1";

    @TempDir
    Path temporary;

    @Test
    void they_are_prometheus_text_and_a_full_window_reads_zero() {
        try (World world = spent()) {
            HttpResponse<String> answer = world.get("/metrics");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body()).contains("quotarouter_gateway_chats 0.0").doesNotContain(World.KEY);
        }
    }

    @Test
    void a_parser_of_others_reads_them() throws IOException {
        assumeTrue(Npm.isHere(), "left out: there is no node or no npm here");
        assumeTrue(Npm.has(PARSER, VERSION), "left out: npm cannot get " + PARSER + "@" + VERSION + " here");
        try (World world = spent()) {
            Path file = Files.writeString(
                    temporary.resolve("metrics.txt"), world.get("/metrics").body());

            Command.Ended ended = Npm.run(temporary, "read-metrics.mjs", file.toString());

            assertThat(ended.exitCode()).as(ended.output()).isZero();
            JsonNode families = JsonMapper.shared().readTree(ended.output());
            JsonNode remaining = families.valueStream()
                    .filter(family -> family.path("name").asString().equals("quotarouter_window_remaining"))
                    .findFirst()
                    .orElseThrow();
            assertThat(remaining.path("type").asString()).isEqualTo("GAUGE");
            assertThat(remaining.path("metrics").valueStream())
                    .filteredOn(
                            metric -> metric.at("/labels/dimension").asString().equals("requests"))
                    .filteredOn(metric -> metric.at("/labels/span").asString().equals("minute"))
                    .hasSize(2)
                    .allSatisfy(metric -> assertThat(
                                    Double.parseDouble(metric.path("value").asString()))
                            .isZero());
        }
    }

    /** A world whose two keys have had their only request of the minute, and whose metrics know it: they lag by up to a second. */
    private static World spent() {
        World world = World.limited(Limits.of(1, 250_000, 100), router -> router);
        world.chat(HELLO);
        world.chat(HELLO);
        Await.until(
                "both windows read 0",
                () -> world.get("/metrics")
                                .body()
                                .lines()
                                .filter(line -> line.startsWith("quotarouter_window_remaining{dimension=\"requests\""))
                                .filter(line -> line.endsWith("span=\"minute\"} 0.0"))
                                .count()
                        == 2);
        return world;
    }
}
