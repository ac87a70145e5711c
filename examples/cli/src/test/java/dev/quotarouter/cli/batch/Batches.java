package dev.quotarouter.cli.batch;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.fixture.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A batch's files in a folder, and its runs in the time of a test. */
final class Batches {
    private final Path folder;
    private final ManualTime time;
    private final List<String> reported = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();

    Batches(Path folder, ManualTime time) {
        this.folder = folder;
        this.time = time;
    }

    /** A run under way. */
    record Running(BatchRun run, CompletableFuture<BatchResult> end) {}

    Batches input(String... lines) throws IOException {
        Files.write(file("in.jsonl"), List.of(lines));
        return this;
    }

    static String prompt(String model, String text) {
        return "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"" + text + "\"}]}";
    }

    static String[] prompts(String model, int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(one -> prompt(model, "prompt " + one))
                .toArray(String[]::new);
    }

    Running start(QuotaRouter router) throws IOException {
        return start(router, settings(false, false, true));
    }

    Running start(QuotaRouter router, BatchSettings settings) throws IOException {
        // No thread: everything happens on the test's own, when it lets time pass.
        BatchRun run = BatchRun.open(settings, router, new Clockwork(time, time, Runnable::run), reported::add);
        return new Running(run, run.start(tallies::add));
    }

    BatchSettings settings(boolean strict, boolean retryFailed, boolean resume) {
        return new BatchSettings(
                BatchFiles.of(file("in.jsonl"), file("out.jsonl"), Optional.empty()),
                Optional.empty(),
                OptionalInt.empty(),
                strict,
                resume,
                retryFailed);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    List<JsonNode> read(String name) throws IOException {
        return Files.readAllLines(file(name)).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    List<Integer> lines(String name) throws IOException {
        return read(name).stream().map(record -> record.path("line").asInt()).toList();
    }

    List<String> reported() {
        return reported;
    }

    List<Tally> tallies() {
        return tallies;
    }
}
