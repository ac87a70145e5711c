package dev.quotarouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Latency;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.SimulatedReply;
import dev.quotarouter.simulator.SimulatedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program in processes of its own, killed while it works. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchKillTest {
    private static final int PROMPTS = 5_000;
    private static final int PARALLEL = 48;
    private static final long PATIENCE = ChildProgram.PATIENCE.toSeconds();

    private final Map<String, AtomicInteger> paid = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int callsToWaitFor = Integer.MAX_VALUE;
    private volatile CountDownLatch reached = new CountDownLatch(1);

    @TempDir
    Path folder;

    @Test
    void a_batch_killed_three_times_has_every_reply_in_order_and_pays_only_what_was_under_way_twice() throws Exception {
        try (GeminiSimulator gemini = GeminiSimulator.builder()
                        .project("p1", project -> project.key("KEY-1").model("gemini-2.5-flash", Limits.UNLIMITED))
                        .project("p2", project -> project.key("KEY-2").model("gemini-2.5-flash", Limits.UNLIMITED))
                        .latency(Latency.between(Duration.ofMillis(5), Duration.ofMillis(15)))
                        .replies(this::pay)
                        .start();
                ChildProgram program = new ChildProgram(folder, Map.of())) {
            Files.writeString(folder.resolve("quota-router.yaml"), """
                    model_list:
                      - model_name: gpt-4
                        litellm_params:
                          model: gemini/gemini-2.5-flash
                          api_key: [KEY-1, KEY-2]
                          api_base: %s
                    """.formatted(gemini.url()));
            Files.write(
                    folder.resolve("in.jsonl"),
                    IntStream.rangeClosed(1, PROMPTS)
                            .mapToObj(BatchKillTest::line)
                            .toList());
            Map<String, Integer> writtenDown = new HashMap<>();

            for (int kill = 1; kill <= 3; kill++) {
                Process process = start(program, kill * PROMPTS / 4);
                assertThat(reached.await(PATIENCE, TimeUnit.SECONDS))
                        .as(program.err())
                        .isTrue();
                process.destroyForcibly().waitFor();

                assertThat(process.exitValue()).as("killed, not ended").isEqualTo(128 + 9);
                for (String prompt : promptsWithReply()) {
                    writtenDown.put(prompt, timesPaid(prompt));
                }
                assertThat(paid.size() - writtenDown.size())
                        .as("paid, but not written down")
                        .isBetween(0, PARALLEL);
            }
            Process last = start(program, Integer.MAX_VALUE);

            assertThat(last.waitFor(PATIENCE, TimeUnit.SECONDS))
                    .as(program.err())
                    .isTrue();
            assertThat(last.exitValue()).as(program.err()).isZero();
            assertThat(texts("out.jsonl"))
                    .isEqualTo(IntStream.rangeClosed(1, PROMPTS)
                            .mapToObj(number -> "reply to " + number)
                            .toList());
            assertThat(paid).hasSize(PROMPTS);
            assertThat(calls.get() - PROMPTS).as("paid twice").isLessThanOrEqualTo(3 * PARALLEL);
            assertThat(writtenDown)
                    .as("what was written down was not paid again")
                    .hasSizeGreaterThan(PROMPTS / 2)
                    .allSatisfy((prompt, times) -> assertThat(timesPaid(prompt)).isEqualTo(times));
            assertThat(folder.resolve("out.jsonl.journal")).doesNotExist();
            assertThat(folder.resolve("out.jsonl.failures")).doesNotExist();
        }
    }

    private Process start(ChildProgram program, int killAfter) throws IOException {
        reached = new CountDownLatch(1);
        callsToWaitFor = killAfter;
        return program.start(
                "batch", "--resume", "--parallel", String.valueOf(PARALLEL), "-o", "out.jsonl", "in.jsonl");
    }

    private SimulatedReply pay(SimulatedRequest request) {
        paid.computeIfAbsent(request.lastText(), text -> new AtomicInteger()).incrementAndGet();
        if (calls.incrementAndGet() >= callsToWaitFor) {
            reached.countDown();
        }
        return SimulatedReply.text("reply to " + request.lastText());
    }

    private int timesPaid(String prompt) {
        return paid.getOrDefault(prompt, new AtomicInteger()).get();
    }

    private static String line(int number) {
        return "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": \"" + number + "\"}]}";
    }

    private List<String> promptsWithReply() throws IOException {
        // The last line may be half a line.
        return Files.readAllLines(folder.resolve("out.jsonl.journal")).stream()
                .filter(line -> line.endsWith("\"error\":null}"))
                .map(line -> text(JsonMapper.shared().readTree(line)).replace("reply to ", ""))
                .toList();
    }

    private List<String> texts(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .map(line -> text(JsonMapper.shared().readTree(line)))
                .toList();
    }

    private static String text(JsonNode line) {
        JsonNode choice = line.path("response").path("body").path("choices").path(0);
        return choice.path("message").path("content").asString();
    }
}
