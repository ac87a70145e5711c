package dev.quotarouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Latency;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.SimulatedReply;
import dev.quotarouter.simulator.SimulatedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchCommandTest {
    private static final String CANARY = "CANARY-7f3a9c51e2";
    private static final long PATIENCE = ChildProgram.PATIENCE.toSeconds();

    @TempDir
    Path folder;

    private final Program program = new Program(Map.of("KEY_OF_TEST", CANARY));
    private final ConcurrentLinkedQueue<String> paid = new ConcurrentLinkedQueue<>();
    private final CountDownLatch twenty = new CountDownLatch(20);
    private GeminiSimulator gemini;
    private ChildProgram child;

    @BeforeEach
    void start() throws IOException {
        gemini = GeminiSimulator.builder()
                .project("p", project -> project.key("canary", CANARY).model("gemini-2.5-flash", Limits.UNLIMITED))
                .latency(Latency.between(Duration.ofMillis(1), Duration.ofMillis(20)))
                .replies(this::pay)
                .start();
        write("quota-router.yaml", yaml("os.environ/KEY_OF_TEST"));
        child = new ChildProgram(folder, Map.of("KEY_OF_TEST", CANARY));
    }

    @AfterEach
    void stop() {
        child.close();
        gemini.close();
    }

    @Test
    void replies_stand_in_the_order_of_the_requests_in_the_form_of_OpenAIs_batches() throws IOException {
        write("in.jsonl", String.join("\n", prompts(30)));

        Program.Ended ended = batch();

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("30 replied, 0 failed, 0 left").doesNotContain(CANARY);
        assertThat(read("out.jsonl")).hasSize(30);
        for (int i = 0; i < 30; i++) {
            JsonNode line = read("out.jsonl").get(i);
            assertThat(line.path("line").asInt()).isEqualTo(i + 1);
            assertThat(line.path("id").asString()).matches("batch_req_[0-9a-f]{16}");
            assertThat(line.path("custom_id").isNull()).isTrue();
            assertThat(line.path("error").isNull()).isTrue();
            JsonNode response = line.path("response");
            assertThat(response.path("status_code").asInt()).isEqualTo(200);
            assertThat(response.path("body").path("object").asString()).isEqualTo("chat.completion");
            assertThat(response.path("body").path("model").asString()).isEqualTo("gpt-4");
            assertThat(text(line)).isEqualTo("reply to prompt " + (i + 1));
        }
        assertThat(files()).containsExactlyInAnyOrder("quota-router.yaml", "in.jsonl", "out.jsonl");
    }

    @Test
    void lines_may_have_a_name_or_OpenAIs_frame_or_leave_the_model_out() throws IOException {
        write("in.jsonl", """
                \uFEFF{"id": "first", "model": "gpt-4", "messages": [{"role": "user", "content": "Grüße"}]}\r

                {"custom_id": "second", "method": "POST", "url": "/v1/chat/completions", "body": \
                {"model": "gpt-4", "messages": [{"role": "user", "content": "b"}]}}
                {"id": 3, "messages": [{"role": "user", "content": "c"}]}""");

        Program.Ended ended = batch("-m", "gpt-4");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(read("out.jsonl"))
                .extracting(line -> line.path("custom_id").toString() + line.path("line") + text(line))
                .containsExactly("\"first\"1reply to Grüße", "\"second\"3reply to b", "34reply to c");
    }

    @Test
    void bad_lines_are_told_with_their_number_and_stop_no_other() throws IOException {
        write(
                "in.jsonl",
                String.join(
                        "\n",
                        "{\"model\": \"gpt-4\", \"messages\": [",
                        prompt("a"),
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"no model\"}]}",
                        prompt("b").replace("\"model\"", "\"stream\": true, \"model\""),
                        prompt("c").replace("\"model\"", "\"logit_bias\": {\"5\": 1}, \"model\""),
                        prompt("d").replace("gpt-4", "gpt-9"),
                        "[]",
                        prompt("e").replace("\"model\": \"gpt-4\"", "\"model\": \"gpt-4\", \"model\": \"x\""),
                        "{\"custom_id\": \"x\", \"url\": \"/v1/embeddings\", \"body\": {}}",
                        prompt("f")));

        Program.Ended ended = batch();

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("in.jsonl:1: the line is not JSON")
                .contains("in.jsonl:3: model: ")
                .contains("in.jsonl:4: stream: ")
                .contains("in.jsonl:5: logit_bias: ")
                .contains("in.jsonl:6: model: ")
                .contains("in.jsonl:7: the line is no JSON object")
                .contains("in.jsonl:8: ")
                .contains("in.jsonl:9: url: ")
                .contains("2 replied, 8 failed, 0 left");
        assertThat(read("out.jsonl")).extracting(BatchCommandTest::text).containsExactly("reply to a", "reply to f");
        assertThat(read("out.jsonl.failures"))
                .extracting(line -> line.path("line").asInt())
                .containsExactly(1, 3, 4, 5, 6, 7, 8, 9);
        assertThat(read("out.jsonl.failures")).allSatisfy(line -> {
            assertThat(line.path("response").isNull()).isTrue();
            assertThat(line.path("error").path("code").asString()).isEqualTo("bad_line");
            assertThat(line.path("error").path("may_pass").asBoolean()).isFalse();
        });
        assertThat(read("out.jsonl.failures").get(7).path("custom_id").asString())
                .isEqualTo("x");
    }

    @Test
    void strict_asks_nothing_if_a_line_is_bad_and_leaves_nothing_behind() throws IOException {
        write("in.jsonl", prompt("a") + "\n{");

        Program.Ended ended = batch("--strict");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("in.jsonl:2: ", "1 bad lines");
        assertThat(paid).isEmpty();
        assertThat(files()).containsExactlyInAnyOrder("quota-router.yaml", "in.jsonl");
    }

    @Test
    void what_may_pass_is_asked_again_what_failed_for_good_only_on_request_and_nothing_twice() throws IOException {
        write("in.jsonl", prompt("a") + "\n" + prompt("b") + "\n" + prompt("c"));
        gemini.replies(request -> switch (request.lastText()) {
            case "a" -> SimulatedReply.blocked("PROHIBITED_CONTENT");
            case "b" -> SimulatedReply.error(GeminiError.INTERNAL, "gemini-2.5-flash");
            default -> pay(request);
        });

        Program.Ended first = batch("--failures", folder.resolve("bad.jsonl").toString());

        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(read("bad.jsonl"))
                .extracting(line -> line.path("line")
                        + line.path("error").path("code").asString()
                        + line.path("error").path("may_pass"))
                .containsExactly("1content_blockedfalse", "2attempts_failedtrue");
        assertThat(read("bad.jsonl").get(1).path("error").path("attempts").size())
                .isEqualTo(1);

        gemini.replies(this::pay);
        Program.Ended second =
                batch("--resume", "--failures", folder.resolve("bad.jsonl").toString());

        assertThat(second.err()).contains("2 replied, 1 failed, 0 left");
        assertThat(paid).containsExactly("c", "b");

        Program.Ended third = batch(
                "--resume",
                "--retry-failed",
                "--failures",
                folder.resolve("bad.jsonl").toString());

        assertThat(third.exitCode()).isZero();
        assertThat(paid).containsExactly("c", "b", "a");
        assertThat(read("out.jsonl"))
                .extracting(line -> line.path("line").asInt())
                .containsExactly(1, 2, 3);
        assertThat(folder.resolve("bad.jsonl")).doesNotExist();
    }

    @Test
    void a_bad_line_that_was_mended_and_lines_that_were_added_are_asked_on_resume() throws IOException {
        write("in.jsonl", prompt("a") + "\n{oops");
        batch();
        write("in.jsonl", prompt("a") + "\n" + prompt("b") + "\n" + prompt("c"));

        Program.Ended ended = batch("--resume");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(read("out.jsonl"))
                .extracting(BatchCommandTest::text)
                .containsExactly("reply to a", "reply to b", "reply to c");
        assertThat(paid).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void another_input_is_not_taken_for_the_old_one() throws IOException {
        write("in.jsonl", prompt("a"));
        batch();
        write("in.jsonl", prompt("b"));

        Program.Ended ended = batch("--resume");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("in.jsonl:1: is not the line that was asked before");
        assertThat(read("out.jsonl")).hasSize(1);
        assertThat(paid).containsExactly("a");
    }

    @Test
    void replies_that_are_there_are_not_written_over() throws IOException {
        write("in.jsonl", prompt("a"));
        batch();

        Program.Ended ended = batch();

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("out.jsonl: is there already; --resume goes on");
        assertThat(paid).containsExactly("a");
    }

    @Test
    void wrong_use_ends_with_2() throws IOException {
        write("in.jsonl", prompt("a"));

        for (Program.Ended ended : List.of(
                batch("--parallel", "0"),
                batch("--retry-failed"),
                batch("-m", "gpt-9"),
                batch("--failures", folder.resolve("in.jsonl").toString()),
                program.run("batch", "-c", path("quota-router.yaml"), "-o", path("out.jsonl"), path("none.jsonl")),
                program.run("batch", "-c", path("quota-router.yaml"), "-o", path("in.jsonl"), path("in.jsonl")),
                program.run("batch", "-c", path("quota-router.yaml"), "-o", path("."), path("in.jsonl")),
                program.run("batch", "-c", path("none.yaml"), "-o", path("out.jsonl"), path("in.jsonl")),
                program.run("batch", "-c", path("quota-router.yaml"), path("in.jsonl")))) {
            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
        }
        assertThat(paid).isEmpty();
        assertThat(files()).containsExactlyInAnyOrder("quota-router.yaml", "in.jsonl");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_Ctrl_C_finishes_what_is_under_way_and_says_that_it_is_incomplete() throws Exception {
        manyPrompts();

        Process process = interrupted(child.start("batch", "-o", "out.jsonl", "in.jsonl"));

        assertThat(process.exitValue()).as(child.err()).isEqualTo(130);
        assertThat(child.err())
                .contains("stopping: ", " left", "--resume goes on")
                .doesNotContain(CANARY);
        assertThat(read("out.jsonl")).as("all that was paid").hasSameSizeAs(paid);
        assertThat(folder.resolve("out.jsonl.journal")).doesNotExist();
    }

    // A terminal's own libraries deal with signals, too.
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_Ctrl_C_on_a_terminal_does_the_same() throws Exception {
        manyPrompts();

        Process process = interrupted(child.startOnTerminal("batch", "-o", "out.jsonl", "in.jsonl"));

        assertThat(Files.readString(folder.resolve("typescript"))).contains("batch ", "/min", "stopping: ", " left");
        assertThat(process.exitValue()).as(child.err()).isEqualTo(130);
        assertThat(read("out.jsonl")).as("all that was paid").hasSameSizeAs(paid);
    }

    private void manyPrompts() throws IOException {
        gemini.replies(request -> {
            twenty.countDown();
            return pay(request);
        });
        write("in.jsonl", String.join("\n", prompts(20_000)));
    }

    private Process interrupted(Process process) throws Exception {
        assertThat(twenty.await(PATIENCE, TimeUnit.SECONDS)).as(child.err()).isTrue();
        ProcessHandle program = process.descendants()
                .filter(one -> one.info()
                        .command()
                        .filter(name -> name.endsWith("java"))
                        .isPresent())
                .findFirst()
                .orElse(process.toHandle());
        new ProcessBuilder("kill", "-INT", String.valueOf(program.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as(child.err()).isTrue();
        return process;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_full_disk_and_a_closed_pipe_lose_no_more_than_what_was_under_way() throws Exception {
        write("in.jsonl", String.join("\n", prompts(400)));
        // A file may have 50 blocks of 512 or 1,024 bytes: for the writer that is a full disk.
        Process full = child.startInShell(
                "ulimit -f 50; exec \"$@\"", "batch", "--parallel", "8", "-o", "out.jsonl", "in.jsonl");
        assertThat(full.waitFor(PATIENCE, TimeUnit.SECONDS)).as(child.err()).isTrue();

        assertThat(full.exitValue()).as(child.err()).isEqualTo(1);
        assertThat(child.err()).contains("broken off: ", "--resume goes on");
        int kept = read("out.jsonl.journal").size();
        assertThat(paid.size() - kept).as("paid, but not written down").isBetween(1, 8);

        Process process = child.startInShell(
                "exec \"$@\" 2>&1 | head -c 1 >/dev/null",
                "batch",
                "--resume",
                "--parallel",
                "8",
                "-o",
                "out.jsonl",
                "in.jsonl");
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();

        assertThat(read("out.jsonl"))
                .extracting(line -> line.path("line").asInt())
                .isEqualTo(IntStream.rangeClosed(1, 400).boxed().toList());
        assertThat(paid.size()).isBetween(401, 408);
    }

    @Test
    void a_key_is_in_no_file() throws IOException {
        write("in.jsonl", prompt("a") + "\n" + prompt("b"));
        gemini.inject(Fault.of(GeminiError.KEY_INVALID).times(1));

        batch("--parallel", "1");

        for (String file : files()) {
            assertThat(Files.readString(folder.resolve(file))).doesNotContain(CANARY);
        }
    }

    private SimulatedReply pay(SimulatedRequest request) {
        paid.add(request.lastText());
        return SimulatedReply.text("reply to " + request.lastText());
    }

    private Program.Ended batch(String... args) {
        List<String> all = new ArrayList<>(List.of("batch", "-c", path("quota-router.yaml"), "-o", path("out.jsonl")));
        all.addAll(List.of(args));
        all.add(path("in.jsonl"));
        return program.run(all.toArray(String[]::new));
    }

    private String yaml(String key) {
        return """
                model_list:
                  - model_name: gpt-4
                    litellm_params:
                      model: gemini/gemini-2.5-flash
                      api_key: %s
                      api_base: %s
                      rpm: 1000000
                router_settings:
                  num_retries: 0
                """.formatted(key, gemini.url());
    }

    private static List<String> prompts(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(one -> prompt("prompt " + one))
                .toList();
    }

    private static String prompt(String text) {
        return "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": \"" + text + "\"}]}";
    }

    private static String text(JsonNode line) {
        return line.path("response")
                .path("body")
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString();
    }

    private List<JsonNode> read(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name)).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("stderr") && !name.equals("typescript"))
                    .toList();
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
