package dev.quotarouter.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.cli.batch.LineRecord.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JournalTest {
    @TempDir
    Path folder;

    private BatchFiles files;

    @BeforeEach
    void start() {
        files = BatchFiles.of(folder.resolve("in"), folder.resolve("out"), Optional.empty());
    }

    @Test
    void cut_off_at_any_byte_it_keeps_every_whole_record_and_goes_on() throws IOException {
        try (Journal journal = Journal.open(files)) {
            reply(journal, 1, "Grüße");
            reply(journal, 3, "b");
        }
        byte[] whole = Files.readAllBytes(files.journal());
        int first = new String(whole, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .getBytes(StandardCharsets.UTF_8)
                        .length
                + 1;

        for (int cut = 1; cut <= whole.length; cut++) {
            Files.write(files.journal(), Arrays.copyOf(whole, cut));
            try (Journal journal = Journal.open(files)) {
                assertThat(journal.find(1).isPresent()).as("cut at " + cut).isEqualTo(cut >= first);
                assertThat(journal.find(3).isPresent()).as("cut at " + cut).isEqualTo(cut == whole.length);
                reply(journal, 2, "c");
            }
            try (Journal journal = Journal.open(files)) {
                assertThat(text(journal, 2)).contains("\"c\"").endsWith("}\n");
            }
        }
    }

    @Test
    void a_model_test_any_records_in_any_order_with_any_ends_read_back_as_a_map_would() throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        Map<Long, State> model = new TreeMap<>();
        for (int run = 0; run < 20; run++) {
            try (Journal journal = Journal.open(files)) {
                for (int i = 0; i < 50; i++) {
                    long line = 1 + random.nextLong(300);
                    State state = State.of(1 + random.nextInt(3));
                    journal.append(id(line), state, record(id(line), state));
                    model.merge(line, state, (old, latest) -> old == State.REPLIED ? old : latest);
                }
                if (random.nextBoolean()) {
                    new OrderedFiles(files).fromJournal(journal);
                }
            }
            if (random.nextBoolean() && Files.exists(files.journal())) {
                Files.writeString(files.journal(), "{\"id\":\"batch_r", StandardOpenOption.APPEND);
            }
            try (Journal journal = Journal.open(files)) {
                for (long line = 1; line <= 301; line++) {
                    assertThat(journal.find(line).map(LineRecord::state))
                            .isEqualTo(Optional.ofNullable(model.get(line)));
                }
            }
        }
        try (Journal journal = Journal.open(files)) {
            new OrderedFiles(files).fromJournal(journal);
        }
        assertThat(lines(files.output()))
                .isEqualTo(model.keySet().stream()
                        .filter(line -> model.get(line) == State.REPLIED)
                        .toList());
        assertThat(lines(files.failures()))
                .isEqualTo(model.keySet().stream()
                        .filter(line -> model.get(line) != State.REPLIED)
                        .toList());
    }

    @Test
    void two_batches_do_not_write_to_one_journal() throws IOException {
        try (Journal journal = Journal.open(files)) {
            assertThatThrownBy(() -> Journal.open(files))
                    .isInstanceOf(UnusableBatchException.class)
                    .hasMessageContaining("another process");
            reply(journal, 1, "a");
        }
        try (Journal journal = Journal.open(files)) {
            assertThat(journal.find(1)).isPresent();
        }
    }

    @Test
    void what_no_batch_has_written_is_left_alone() throws IOException {
        Files.writeString(files.output(), "my diary\n");

        assertThatThrownBy(() -> Journal.open(files))
                .isInstanceOf(UnusableBatchException.class)
                .hasMessageContaining(":1: is no record of a batch");

        assertThat(files.output()).hasContent("my diary");
        assertThat(files.journal()).doesNotExist();
    }

    @Test
    void a_line_is_found_whatever_its_length_and_the_end_of_the_file() throws IOException {
        String longLine = "ä".repeat(100_000);
        Path file = Files.writeString(folder.resolve("lines"), "\uFEFFa\r\n\n" + longLine + "\nlast");

        try (LineReader lines = LineReader.open(file)) {
            assertThat(lines.next().orElseThrow().text()).isEqualTo("a");
            assertThat(lines.next().orElseThrow().isBlank()).isTrue();
            TextLine third = lines.next().orElseThrow();
            assertThat(third.text()).isEqualTo(longLine);
            assertThat(third.number()).isEqualTo(3);
            assertThat(third.offset()).isEqualTo(7);
            TextLine last = lines.next().orElseThrow();
            assertThat(last.text()).isEqualTo("last");
            assertThat(last.isEnded()).isFalse();
            assertThat(lines.next()).isEmpty();
        }
    }

    private static LineId id(long line) {
        return new LineId(line, line * 31, "null");
    }

    private static void reply(Journal journal, long line, String text) throws IOException {
        journal.append(
                id(line),
                State.REPLIED,
                record(id(line), State.REPLIED).replace("null}", "null,\"x\":\"" + text + "\"}"));
    }

    private static String record(LineId id, State state) {
        String error = state == State.REPLIED ? "null" : "{\"may_pass\":" + (state == State.MAY_PASS) + "}";
        return "{\"id\":\"" + id.id() + "\",\"line\":" + id.line() + ",\"error\":" + error + "}";
    }

    private static String text(Journal journal, long line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        journal.copy(journal.find(line).orElseThrow(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<Long> lines(Path file) throws IOException {
        try (LineReader lines = LineReader.open(file)) {
            List<Long> all = new ArrayList<>();
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                all.add(RecordLines.check(file, line.get()).line());
            }
            return all;
        }
    }
}
