package dev.quotarouter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.RequestProblem;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page shows compiles, runs, and is what stands here; what it names is known. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiDocumentationTest {
    private static final Path PAGE = Path.of("..", "docs", "openai.md");
    private static final Path HERE = Path.of("src/test/java/dev/quotarouter/openai/OpenAiDocumentationTest.java");
    private static final Instant NOW = Instant.parse("2026-11-05T10:15:30Z");

    // spotless:off
    static void answer(QuotaRouter router, String body, Writer out, Clock clock) throws IOException {
OpenAiRequest asked = OpenAiChat.readRequest(body);
String model = asked.request().model();
if (!asked.stream()) {
    out.write(OpenAiChat.writeResponse(router.chat(asked.request()), model, clock.instant()));
    return;
}
OpenAiStreamWriter writer = new OpenAiStreamWriter(model, clock.instant(), asked.includeUsage());
try (ChatStream stream = router.stream(asked.request())) {
    for (ChatChunk chunk : stream) {
        for (String json : writer.write(chunk)) {
            out.write(OpenAiStreamWriter.event(json));
        }
        out.flush();
    }
}
for (String json : writer.finish()) {
    out.write(OpenAiStreamWriter.event(json));
}
out.write(OpenAiStreamWriter.DONE);
    }

    static void fail(RouterException exception, Answer response, Clock clock) {
OpenAiError error = OpenAiChat.writeError(exception, clock.instant());
response.status(error.status());
error.retryAfterSeconds().ifPresent(seconds -> response.header("Retry-After", seconds));
response.body(error.json());
    }
    // spotless:on

    /** Stands for whatever HTTP server there is. */
    private static final class Answer {
        private final List<Object> said = new ArrayList<>();

        void status(int status) {
            said.add(status);
        }

        void header(String name, long value) {
            said.add(name + ": " + value);
        }

        void body(String json) {
            said.add(json);
        }
    }

    @Test
    void every_java_block_of_the_page_stands_in_this_file() throws IOException {
        String here = squeezed(Files.readString(HERE));

        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(here).contains(squeezed(block)));
    }

    @Test
    void the_example_answers_whole_or_as_a_stream() throws IOException {
        String request = "{\"model\": \"chat\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]";

        assertThat(Json.at(answer(request + "}"), "choices[0].message.content")).isEqualTo("ok");
        assertThat(answer(request + ", \"stream\": true, \"stream_options\": {\"include_usage\": true}}"))
                .startsWith("data: {\"id\":\"chatcmpl-")
                .contains("\"delta\":{\"role\":\"assistant\",\"content\":\"ok\"}")
                .contains("\"finish_reason\":\"stop\"")
                .contains("\"choices\":[],\"usage\":{")
                .endsWith("\n\ndata: [DONE]\n\n");
    }

    @Test
    void the_example_tells_a_client_what_is_wrong() {
        InvalidRequestException exception =
                catchThrowableOfType(InvalidRequestException.class, () -> answer("{\"n\": 0}"));
        Answer response = new Answer();
        fail(exception, response, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(response.said).hasSize(2).startsWith(400);
        assertThat(Json.at(response.said.get(1).toString(), "error.param")).isEqualTo("model");
    }

    static Stream<String> fields() throws IOException {
        return rows("Request");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void every_field_of_the_page_is_known(String field) {
        // A value that suits no field: what is known is at most refused for it.
        assertThat(problems("{\"" + field + "\": -1.5}"))
                .noneMatch(problem -> problem.problem().equals("is not known here"));
    }

    @Test
    void every_exception_of_the_page_is_the_routers() throws IOException {
        assertThat(rows("Errors"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Class.forName("dev.quotarouter.error." + name))
                        .isAssignableTo(RouterException.class));
    }

    private static String answer(String body) throws IOException {
        ManualTime time = ManualTime.at(NOW.toString());
        try (QuotaRouter router = Routers.with(new ScriptedProvider(), time)
                .deployment(Routers.deployment("a").build())
                .build()) {
            StringWriter out = new StringWriter();
            answer(router, body, out, Clock.fixed(NOW, ZoneOffset.UTC));
            return out.toString();
        }
    }

    private static List<RequestProblem> problems(String json) {
        return catchThrowableOfType(InvalidRequestException.class, () -> OpenAiChat.readRequest(json))
                .problems();
    }

    /** {@return the names in the first column of the section's table} */
    private static Stream<String> rows(String section) throws IOException {
        String text =
                Files.readString(PAGE).split("\n## " + section + "\n", -1)[1].split("\n## ", -1)[0];
        return text.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pattern.compile("`([^`]+)`")
                        .matcher(line.split(" \\| ", -1)[0])
                        .results()
                        .map(match -> match.group(1)));
    }

    private static String squeezed(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
