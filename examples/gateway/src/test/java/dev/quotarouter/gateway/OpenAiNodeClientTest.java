package dev.quotarouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's own client for JavaScript, unchanged; where there is no Node, or no package to be had, it is left out. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiNodeClientTest {
    private static final String VERSION = "7.55.0";

    @TempDir
    Path temporary;

    @Test
    void it_chats_streams_calls_tools_and_reads_errors() throws IOException {
        assumeTrue(Npm.isHere(), "left out: there is no node or no npm here");
        assumeTrue(Npm.has("openai", VERSION), "left out: npm cannot get openai@" + VERSION + " here");

        try (World world = World.locked()) {
            Command.Ended ended =
                    Npm.run(temporary, "openai-client.mjs", world.url("/v1").toString(), World.KEY);

            assertThat(ended.exitCode()).as(ended.output()).isZero();
            JsonNode told = JsonMapper.shared().readTree(lastLine(ended.output()));
            assertThat(told.path("chat").asString()).isEqualTo("You said: Hello");
            assertThat(told.path("tokens").asInt()).isPositive();
            assertThat(told.path("stream").asString())
                    .isEqualTo("You said: " + "word ".repeat(60).strip());
            assertThat(told.path("chunks").asInt()).isGreaterThan(5);
            assertThat(told.path("streamTokens").asInt()).isPositive();
            assertThat(told.path("call").asString()).isEqualTo("get_weather");
            assertThat(told.path("finishReason").asString()).isEqualTo("tool_calls");
            assertThat(told.path("answer").asString())
                    .startsWith("According to get_weather")
                    .contains("21");
            assertThat(told.path("streamedCall").asString()).isEqualTo("get_weather");
            assertThat(told.path("models").valueStream().map(JsonNode::asString))
                    .containsExactly("gpt-4");
            assertError(told.path("unknown"), "NotFoundError", 404, "model_not_found");
            assertError(told.path("wrong"), "BadRequestError", 400, "");
            assertError(told.path("stranger"), "AuthenticationError", 401, "invalid_api_key");
        }
    }

    private static String lastLine(String text) {
        String lines = text.strip();
        return lines.substring(lines.lastIndexOf('\n') + 1);
    }

    private static void assertError(JsonNode error, String name, int status, String code) {
        assertThat(error.path("name").asString()).isEqualTo(name);
        assertThat(error.path("status").asInt()).isEqualTo(status);
        assertThat(error.path("code").asString("")).isEqualTo(code);
    }
}
