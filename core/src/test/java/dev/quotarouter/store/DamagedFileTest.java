package dev.quotarouter.store;

import static dev.quotarouter.store.Uses.BOTH;
import static dev.quotarouter.store.Uses.NOON;
import static dev.quotarouter.store.Uses.UNKNOWN;
import static dev.quotarouter.store.Uses.pool;
import static dev.quotarouter.store.Uses.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file whose end was never written, or that was damaged later. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DamagedFileTest {
    @TempDir
    private Path directory;

    @Test
    void wherever_the_file_breaks_off_all_that_stands_before_counts_and_the_file_goes_on() throws IOException {
        List<Long> lengths = new ArrayList<>();
        byte[] whole = written(lengths);

        for (int cut = (int) (long) lengths.get(0); cut <= whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            int end = cut;
            long complete = lengths.stream().filter(length -> length <= end).count() - 1;

            assertThat(requestsThenOneMore()).as("cut at " + cut).isEqualTo(complete);
            assertThat(requestsThenOneMore()).as("cut at " + cut + ", gone on").isEqualTo(complete + 1);
        }
    }

    @Test
    void whatever_stands_at_the_end_instead_of_the_last_line_is_passed_over() throws IOException {
        List<Long> lengths = new ArrayList<>();
        byte[] whole = written(lengths);
        int lastLine = (int) (long) lengths.get(lengths.size() - 2);

        for (byte fill : new byte[] {0, 'x', '\n', (byte) 0xff}) {
            byte[] damaged = Arrays.copyOf(whole, whole.length + 5_000);
            Arrays.fill(damaged, lastLine + 5, damaged.length, fill);
            Files.write(file(), damaged);

            assertThat(requestsThenOneMore()).as("filled with " + fill).isEqualTo(lengths.size() - 2);
        }
    }

    @Test
    void damage_anywhere_before_the_end_is_told_with_its_line_and_nothing_is_changed() throws IOException {
        List<Long> lengths = new ArrayList<>();
        byte[] whole = written(lengths);
        int header = "quotarouter-usage 1\n".length();
        int lastLine = (int) (long) lengths.get(lengths.size() - 2);

        for (int at = header; at < lastLine - 1; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file(), damaged);

            assertThatThrownBy(() -> FileUsageStore.open(file()))
                    .as("damaged at " + at)
                    .isInstanceOf(UsageStoreException.class)
                    .hasMessageMatching(
                            "(?s).*line \\d+ is damaged; nothing was changed; name another file, or move.*");
            assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
        }
    }

    @Test
    void a_whole_line_that_makes_no_sense_is_told() throws IOException {
        UsageLines lines = new UsageLines();
        lines.header();
        lines.use(3, 1, 2, 3, 4);
        UsageFile.at(file()).replace(lines);

        assertThatThrownBy(() -> FileUsageStore.open(file()))
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining("line 2 cannot be understood");
    }

    /** {@return a file of several uses; its length before the first and after each} */
    private byte[] written(List<Long> lengths) throws IOException {
        try (FileUsageStore store = FileUsageStore.open(file())) {
            store.reserve(use(0, NOON, 0), UNKNOWN);
            store.refund(use(0, NOON, 0), BOTH);
            store.learn(new Lesson.Blocked("key", new Block(FailureKind.KEY_REJECTED, "no", NOON)));
            store.recall(Set.of("pool"), Set.of(), NOON.plusSeconds(1));
            lengths.add(Files.size(file()));
            for (int i = 1; i <= 2; i++) {
                store.reserve(use(i, NOON.plusSeconds(i), 17L * i), UNKNOWN);
                lengths.add(Files.size(file()));
            }
        }
        return Files.readAllBytes(file());
    }

    private long requestsThenOneMore() {
        try (FileUsageStore store = FileUsageStore.open(file())) {
            UsageMemory memory = store.recall(Set.of("pool"), Set.of("key"), NOON.plusSeconds(10));
            assertThat(memory.blocks()).containsKey("key");
            store.reserve(use(9, NOON.plusSeconds(10), 1), UNKNOWN);
            return pool(memory, "pool").today().orElseThrow().requests();
        }
    }

    private Path file() {
        return directory.resolve("usage");
    }
}
