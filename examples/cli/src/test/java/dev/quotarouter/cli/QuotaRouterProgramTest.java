package dev.quotarouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.simulator.Endpoint;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.RecordedCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuotaRouterProgramTest {
    private static final String CANARY = "CANARY-7f3a9c51e2";

    @TempDir
    Path folder;

    private GeminiSimulator gemini;
    private Path config;
    private final Program program = new Program(Map.of("KEY_OF_TEST", CANARY));

    @BeforeEach
    void start() throws IOException {
        gemini = GeminiSimulator.builder()
                .project(
                        "p",
                        project -> project.key("canary", CANARY).model("gemini-2.5-flash", Limits.of(10, 250_000, 250)))
                .start();
        config = write("router.yaml", """
                model_list:
                  - model_name: gpt-4
                    litellm_params:
                      model: gemini/gemini-2.5-flash
                      api_key: os.environ/KEY_OF_TEST
                      api_base: %s
                      rpm: 10
                router_settings:
                  num_retries: 0
                  model_group_alias: {fast: gpt-4}
                general_settings:
                  alerting: [slack]
                """.formatted(gemini.url()));
    }

    @AfterEach
    void stop() {
        gemini.close();
    }

    @Test
    void a_reply_is_all_there_is_on_stdout() {
        Program.Ended ended = chat("Grüße");

        assertThat(ended).isEqualTo(new Program.Ended(0, "You said: Grüße" + System.lineSeparator(), ""));
    }

    @Test
    void verbose_tells_the_attempts_on_stderr() {
        Program.Ended ended = chat("-v", "Hi");

        assertThat(ended.err())
                .startsWith("attempt: gemini-2.5-flash@KEY_OF_TEST ")
                .contains(" ms ok");
        assertThat(ended.out()).isEqualTo("You said: Hi" + System.lineSeparator());
    }

    @Test
    void json_is_the_whole_response() throws IOException {
        Path tool = write("tool.json", """
                {"type": "function", "function": {"name": "get_weather", "description": "The weather.",
                 "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}
                """);

        Program.Ended ended = chat("--json", "--tool", tool.toString(), "What is the weather in Paris?");

        JsonNode response = JsonMapper.shared().readTree(ended.out());
        JsonNode call = response.path("message").path("tool_calls").path(0);
        assertThat(call.path("name").asString()).isEqualTo("get_weather");
        assertThat(call.path("arguments").path("city").isString()).isTrue();
        assertThat(response.path("finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(response.path("usage").path("input_tokens").asLong()).isPositive();
        assertThat(response.path("attempts").size()).isEqualTo(1);
        assertThat(response.path("attempts").path(0).path("deployment").asString())
                .isEqualTo("gemini-2.5-flash@KEY_OF_TEST");
    }

    @Test
    void a_failed_chat_is_one_line_that_says_why_and_until_when() {
        gemini.inject(Fault.of(GeminiError.DAY_REQUESTS));

        Program.Ended ended = chat("Hi");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err())
                .contains("\"gpt-4\": ")
                .containsPattern("no deployment can serve before 20\\d\\d-\\d\\d-\\d\\dT[0-9:.]*Z");
    }

    @Test
    void streamed_it_prints_the_same_as_whole() {
        assertThat(chat("--stream", "Grüße")).isEqualTo(chat("Grüße"));
        assertThat(gemini.calls())
                .extracting(RecordedCall::endpoint)
                .containsExactly(Endpoint.STREAM_GENERATE_CONTENT, Endpoint.GENERATE_CONTENT);
    }

    @Test
    void a_stream_that_breaks_has_printed_what_came_and_says_why() {
        gemini.inject(Fault.brokenStream(GeminiError.OVERLOADED));

        Program.Ended ended = chat("--stream", "Tell me a long story. ".repeat(20));

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).startsWith("You").endsWith(System.lineSeparator());
        assertThat(ended.err()).contains("the stream broke: OVERLOADED");
        assertThat(chat("--stream", "--json", "Hi").exitCode()).isEqualTo(2);
    }

    @Test
    void wrong_use_ends_with_2_and_without_a_stack_trace() throws IOException {
        Path noTool = write("no-tool.json", "{\"name\": 7}");

        for (Program.Ended ended : List.of(
                program.run(),
                program.run("chat", "-c", config.toString()),
                program.run("chat", "-c", config.toString(), "-m", "gpt-5", "Hi"),
                program.run("chat", "-c", folder.resolve("none.yaml").toString(), "Hi"),
                program.run("demo", "--chats", "0"),
                program.run("simulator", "--port", "70000"),
                chat("--temperature", "warm", "Hi"),
                chat("--max-tokens", "-1", "Hi"),
                chat("--tool", noTool.toString(), "Hi"),
                chat("--deadline", "0", "Hi"))) {
            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
            assertThat(ended.out()).isEmpty();
        }
        assertThat(gemini.calls()).isEmpty();
    }

    @Test
    void check_shows_what_was_understood_and_what_has_no_effect() {
        Program.Ended ended = program.run("check", config.toString());

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out().lines())
                .contains(
                        config + ": 1 deployments, 1 quota pools",
                        "gpt-4: gemini-2.5-flash@KEY_OF_TEST",
                        "fast = gpt-4")
                .anyMatch(line -> line.matches("KEY_OF_TEST/gemini-2\\.5-flash +0/10 +.*"))
                .anyMatch(line -> line.startsWith(config + ":12:3: general_settings.alerting: "));
    }

    @Test
    void check_is_the_report_of_a_migration_in_lines_and_in_json() throws IOException {
        Path litellm = write("litellm.yaml", """
                model_list:
                  - model_name: gpt-4
                    litellm_params: {model: gemini/gemini-2.5-pro, api_key: os.environ/KEY_OF_TEST, rpm: 5}
                  - model_name: gpt-4
                    litellm_params: {model: gemini/gemini-2.5-flash, api_key: os.environ/KEY_OF_TEST, rpm: 10}
                router_settings: {retry_after: 30, num_retries: 2}
                general_settings: {master_key: sk-1234}
                """);

        Program.Ended ended = program.run("check", litellm.toString());
        Program.Ended json = program.run("check", "--json", litellm.toString());

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines())
                .containsSubsequence(
                        "Works here as there",
                        litellm + ":2:5: model_list[].model_name (2 times)",
                        litellm + ":6:36: router_settings.num_retries",
                        "Works here and never did there",
                        litellm + ":3:85: model_list[].litellm_params.rpm (2 times):"
                                + " LiteLLM takes it for a weight; it limits only under usage-based-routing",
                        litellm + ":6:19: router_settings.retry_after: LiteLLM cuts it to 8 seconds without a word",
                        "Not written, and another default than there",
                        litellm + ": router_settings.timeout: 60 seconds for an attempt here, 6000 there",
                        "No effect here",
                        litellm + ":7:20: general_settings.master_key: no effect: used by quotarouter serve alone:"
                                + " a library has no callers to let in");
        JsonNode report = JsonMapper.shared().readTree(json.out());
        assertThat(json.exitCode()).isZero();
        assertThat(report.path("valid").asBoolean()).isTrue();
        assertThat(report.path("settings").valueStream())
                .filteredOn(setting -> setting.path("setting").asString().equals("router_settings.retry_after"))
                .singleElement()
                .hasToString("{\"file\":\"" + litellm + "\",\"line\":6,\"column\":19,"
                        + "\"setting\":\"router_settings.retry_after\",\"verdict\":\"never_there\","
                        + "\"words\":\"LiteLLM cuts it to 8 seconds without a word\"}");
    }

    @Test
    void check_tells_mistakes_in_json_too() throws IOException {
        Path bad = write("bad.yaml", "model_list: []");

        Program.Ended ended = program.run("check", "--json", bad.toString());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).isEmpty();
        JsonNode report = JsonMapper.shared().readTree(ended.out());
        assertThat(report.path("valid").asBoolean(true)).isFalse();
        assertThat(report.path("settings").path(0).path("verdict").asString()).isEqualTo("mistake");
        assertThat(report.path("settings").path(0).path("words").asString())
                .isEqualTo("the list is empty; add at least one entry");
    }

    @Test
    void check_has_one_line_for_each_mistake() throws IOException {
        Path bad = write("bad.yaml", """
                model_list:
                  - model_name: gpt-4
                    litellm_params:
                      model: gemini/gemini-2.5-pro
                      api_key: os.environ/NOT_SET
                      rpm: many
                """);

        Program.Ended ended = program.run("check", bad.toString());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out().lines())
                .filteredOn(line -> line.startsWith(bad + ":"))
                .filteredOn(line -> !line.contains("router_settings"))
                .containsExactly(
                        bad + ":2:5: model_list[0].model_name", bad + ":4:7: model_list[0].litellm_params.model");
        assertThat(ended.err().lines())
                .hasSize(2)
                .anyMatch(line ->
                        line.startsWith(bad + ":5:16: model_list[0].litellm_params.api_key: ") && line.contains("; "))
                .anyMatch(line -> line.startsWith(bad + ":6:12: model_list[0].litellm_params.rpm: "));
    }

    @Test
    void every_name_that_is_served_can_be_asked_for_also_those_that_no_list_has() throws IOException {
        Path stars = write("stars.yaml", """
                model_list:
                  - model_name: "gemini/*"
                    litellm_params: {model: "gemini/*", api_key: os.environ/KEY_OF_TEST, api_base: "%s"}
                  - model_name: gpt-4
                    litellm_params: {model: gemini/gemini-2.5-flash, api_key: os.environ/KEY_OF_TEST, api_base: "%s"}
                    model_info: {id: the-one}
                router_settings:
                  model_group_alias: {secret: {model: gpt-4, hidden: true}}
                """.formatted(gemini.url(), gemini.url()));

        for (String name : List.of("gemini/gemini-2.5-flash", "the-one", "secret")) {
            assertThat(program.run("explain", "-c", stars.toString(), "-m", name, "Hi"))
                    .satisfies(ended -> assertThat(ended.out()).contains(name + " → "))
                    .satisfies(ended -> assertThat(ended.exitCode()).isZero());
            assertThat(program.run("chat", "-c", stars.toString(), "-m", name, "Hi")
                            .exitCode())
                    .isZero();
        }
        assertThat(program.run("status", "-c", stars.toString(), "-m", "gemini/gemini-2.0-flash")
                        .out())
                .contains("gemini-2.0-flash@KEY_OF_TEST")
                .doesNotContain("the-one");
        assertThat(program.run("explain", "-c", stars.toString(), "-m", "gpt-5", "Hi")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void explain_and_status_call_nobody() {
        Program.Ended explained = program.run("explain", "-c", config.toString(), "-m", "fast", "Hi");
        Program.Ended status = program.run("status", "-c", config.toString());

        assertThat(explained.out())
                .startsWith("fast → gemini-2.5-flash@KEY_OF_TEST")
                .contains("available");
        assertThat(status.out()).contains("DEPLOYMENT", "gemini-2.5-flash@KEY_OF_TEST", "0/10");
        assertThat(gemini.calls()).isEmpty();
    }

    @Test
    void no_output_has_a_key() {
        gemini.inject(Fault.of(GeminiError.KEY_INVALID).times(1));
        String file = config.toString();

        for (Program.Ended ended : List.of(
                chat("-v", "Hi"),
                chat("-v", "--json", "Hi"),
                chat("-v", "--stream", "Hi"),
                program.run("status", "-c", file),
                program.run("explain", "-c", file),
                program.run("check", file))) {
            assertThat(ended.out() + ended.err()).isNotEmpty().doesNotContain(CANARY);
        }
        assertThat(gemini.keySeenInUrl()).isFalse();
    }

    @Test
    void a_small_demo_serves_every_chat() {
        Program.Ended ended = program.run("demo", "--chats", "6");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("Verdict: 30 chats, 30 replies, 10 of 10 tool chats called the tool, 0 calls refused")
                .contains("gemini-2.0-flash-lite@key-2");
    }

    @Test
    void the_simulator_answers_the_configuration_that_it_prints() throws Exception {
        PipedWriter printed = new PipedWriter();
        Thread simulator = new Thread(() -> QuotaRouterProgram.commandLine(name -> Optional.empty())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("simulator"));
        try (BufferedReader lines = new BufferedReader(new PipedReader(printed, 8_192))) {
            simulator.start();
            StringBuilder yaml = new StringBuilder();
            while (yaml.indexOf("allowed_fails") < 0) {
                yaml.append(lines.readLine()).append('\n');
            }
            Path file = write("simulated.yaml", yaml.toString());

            assertThat(program.run("chat", "-c", file.toString(), "Hi").out())
                    .isEqualTo("You said: Hi" + System.lineSeparator());
        } finally {
            simulator.interrupt();
            simulator.join();
        }
    }

    @Test
    void the_process_ends_with_the_exit_code() throws Exception {
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        QuotaRouterProgram.class.getName(),
                        "chat",
                        "-c",
                        config.toString(),
                        "Hi")
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(Files.readString(err))
                .contains(":5:16: ", "KEY_OF_TEST", "is not set")
                .hasLineCount(1);
    }

    private Program.Ended chat(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "chat";
        all[1] = "-c";
        all[2] = config.toString();
        System.arraycopy(args, 0, all, 3, args.length);
        return program.run(all);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
