package dev.quotarouter.store;

import static dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS;
import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;
import static dev.quotarouter.store.Uses.BOTH;
import static dev.quotarouter.store.Uses.DAY_END;
import static dev.quotarouter.store.Uses.NOON;
import static dev.quotarouter.store.Uses.UNKNOWN;
import static dev.quotarouter.store.Uses.pool;
import static dev.quotarouter.store.Uses.today;
import static dev.quotarouter.store.Uses.use;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.store.PoolMemory.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileUsageStoreTest {
    private static final Set<String> POOL = Set.of("pool");

    @TempDir
    private Path directory;

    @Test
    void what_was_used_is_known_after_a_restart() {
        try (FileUsageStore store = open()) {
            store.reserve(use(1, NOON, 100), UNKNOWN);
            store.reserve(use(2, NOON, 50), UNKNOWN);
            store.settle(use(1, NOON, 100), 80);
            store.refund(use(2, NOON, 50), BOTH);
            store.reserve(use(3, NOON, 7), UNKNOWN);
        }

        assertThat(today(remembered(NOON))).isEqualTo("2 requests, 87 tokens until " + DAY_END);
    }

    @Test
    void a_call_that_never_ended_counts_as_estimated() {
        try (FileUsageStore store = open()) {
            store.reserve(use(1, NOON, 100), UNKNOWN);
        }

        assertThat(today(remembered(NOON))).isEqualTo("1 requests, 100 tokens until " + DAY_END);
    }

    @Test
    void a_use_is_in_the_file_before_the_answer_comes() throws IOException {
        try (FileUsageStore store = open()) {
            store.recall(POOL, Set.of(), NOON);
            long before = Files.size(file());

            store.reserve(use(1, NOON, 100), UNKNOWN);

            assertThat(Files.size(file())).isGreaterThan(before);
        }
    }

    @Test
    void a_day_that_is_over_is_forgotten() {
        try (FileUsageStore store = open()) {
            store.reserve(use(1, NOON, 100), UNKNOWN);
        }

        assertThat(remembered(DAY_END).pools()).isEmpty();
    }

    @Test
    void a_new_day_begins_at_zero() {
        try (FileUsageStore store = open()) {
            store.reserve(use(1, NOON, 100), UNKNOWN);
            store.reserve(new PoolUse("pool", 2, DAY_END, DAY_END.plus(1, DAYS), 5), UNKNOWN);
            store.settle(use(1, NOON, 100), 3);
        }

        assertThat(today(remembered(DAY_END))).isEqualTo("1 requests, 5 tokens until " + DAY_END.plus(1, DAYS));
    }

    @Test
    void the_last_minute_is_remembered_by_the_second() {
        try (FileUsageStore store = open()) {
            store.reserve(use(1, NOON, 10), UNKNOWN);
            store.reserve(use(2, NOON.plusMillis(30_001), 20), UNKNOWN);
            store.reserve(use(3, NOON.plusMillis(30_900), 30), UNKNOWN);
            store.settle(use(3, NOON.plusMillis(30_900), 30), 31);
        }

        PoolMemory pool = pool(remembered(NOON.plusMillis(60_000)), "pool");

        assertThat(pool.lastMinute()).containsExactly(new Moment(NOON.plusSeconds(31), 2, 51));
    }

    @Test
    void uses_from_a_clock_that_was_set_back_count_as_of_now() {
        try (FileUsageStore store = open()) {
            store.reserve(use(1, NOON.plusSeconds(600), 10), UNKNOWN);
        }

        assertThat(pool(remembered(NOON), "pool").lastMinute()).containsExactly(new Moment(NOON, 1, 10));
    }

    @Test
    void the_day_of_a_clock_that_ran_far_ahead_is_forgotten() {
        Instant far = DAY_END.plus(300, DAYS);
        try (FileUsageStore store = open()) {
            store.reserve(new PoolUse("pool", 1, far.minusSeconds(60), far, 10), UNKNOWN);
            store.reserve(use(2, NOON, 7), UNKNOWN);
        }

        assertThat(today(remembered(NOON))).isEqualTo("1 requests, 7 tokens until " + DAY_END);
    }

    @Test
    void what_was_learned_is_known_until_it_is_over() {
        PoolKnowledge knowledge = new PoolKnowledge(
                Optional.of(DAY_END),
                List.of(
                        new WindowKnowledge(
                                REQUESTS,
                                DAY,
                                Optional.of(DAY_END),
                                Optional.of(new WindowKnowledge.Named(20, NOON.plus(7, DAYS))),
                                Optional.empty()),
                        new WindowKnowledge(
                                INPUT_TOKENS,
                                MINUTE,
                                Optional.of(NOON.plusSeconds(30)),
                                Optional.empty(),
                                Optional.of(new WindowKnowledge.Share(
                                        1_000, NOON.plusSeconds(3_600), Duration.ofHours(2))))));
        try (FileUsageStore store = open()) {
            store.learn(new Lesson.Known("pool", PoolKnowledge.NONE));
            store.learn(new Lesson.Known("pool", knowledge));
        }

        assertThat(pool(remembered(NOON), "pool").knowledge()).isEqualTo(knowledge);
        PoolKnowledge nextDay = pool(remembered(DAY_END), "pool").knowledge();
        assertThat(nextDay.closedUntil()).isEmpty();
        assertThat(nextDay.windows()).allMatch(window -> window.fullUntil().isEmpty());
        assertThat(nextDay.windows()).hasSize(2);
        assertThat(pool(remembered(NOON.plus(8, DAYS)), "pool").knowledge().windows())
                .hasSize(1);
    }

    @Test
    void blocks_hold_until_they_are_lifted() {
        Block block = new Block(FailureKind.KEY_REJECTED, "API key expired: ünïcode\nand a line", NOON);
        try (FileUsageStore store = open()) {
            store.learn(new Lesson.Blocked("key a", block));
            store.learn(new Lesson.Blocked("key b", block));
            store.learn(new Lesson.Unblocked("key b"));
        }

        Set<String> owners = Set.of("key a", "key b", "key c");
        assertThat(memory(Set.of(), owners, NOON.plus(400, DAYS)).blocks())
                .hasSize(1)
                .containsEntry("key a", block);
    }

    @Test
    void only_what_is_asked_for_is_told_and_nothing_else_is_lost() {
        try (FileUsageStore store = open()) {
            store.reserve(use(1, NOON, 100), UNKNOWN);
            store.learn(new Lesson.Blocked("key a", new Block(FailureKind.KEY_REJECTED, "no", NOON)));
        }

        assertThat(memory(Set.of("other"), Set.of("other"), NOON)).isEqualTo(UsageMemory.NONE);
        assertThat(memory(POOL, Set.of("key a"), NOON).pools()).hasSize(1);
    }

    @Test
    void the_file_stays_small_however_much_is_used() throws IOException {
        try (FileUsageStore store = open()) {
            store.recall(POOL, Set.of(), NOON);
            long largest = 0;
            for (int i = 0; i < 60_000; i++) {
                Instant at = NOON.plusMillis(i);
                store.reserve(use(i, at, 100), UNKNOWN);
                store.settle(use(i, at, 100), 90);
                if (i % 1_000 == 0) {
                    largest = Math.max(largest, Files.size(file()));
                }
            }
            assertThat(largest).isBetween(500_000L, 1_200_000L);
        }

        assertThat(today(remembered(NOON.plusSeconds(60))))
                .isEqualTo("60000 requests, 5400000 tokens until " + DAY_END);
    }

    @Test
    void pools_of_which_nothing_is_left_leave_the_file() throws IOException {
        try (FileUsageStore store = open()) {
            for (int i = 0; i < 100; i++) {
                store.reserve(new PoolUse("pool-" + i, i, NOON, DAY_END, 1), UNKNOWN);
            }
        }
        assertThat(Files.readString(file())).contains("pool-99");

        remembered(DAY_END);

        assertThat(Files.readString(file())).isEqualTo("quotarouter-usage 1\n");
    }

    @Test
    void an_interrupted_thread_writes_like_any_other() {
        try (FileUsageStore store = open()) {
            Thread.currentThread().interrupt();
            store.reserve(use(1, NOON, 100), UNKNOWN);
            assertThat(Thread.interrupted()).isTrue();
            store.reserve(use(2, NOON, 100), UNKNOWN);
        }

        assertThat(today(remembered(NOON))).startsWith("2 requests");
    }

    @Test
    void what_could_not_be_written_is_made_up_for() throws IOException {
        try (FileUsageStore store = open()) {
            store.recall(POOL, Set.of(), NOON);
            store.reserve(use(1, NOON, 100), UNKNOWN);
            // A directory in the way of the next short file, and the long one is as good as gone.
            Path inTheWay = Files.createDirectories(directory.resolve("usage.new/full"));
            assertThatThrownBy(() -> store.recall(POOL, Set.of(), NOON))
                    .isInstanceOf(UsageStoreException.class)
                    .hasMessageContaining("cannot be written")
                    .hasMessageContaining("see that its directory");
            Files.delete(inTheWay);
            Files.delete(inTheWay.getParent());
            store.reserve(use(2, NOON, 100), UNKNOWN);
        }

        assertThat(today(remembered(NOON))).startsWith("2 requests");
    }

    @Test
    void a_short_file_that_could_not_be_written_leaves_every_use_to_its_own_pool() throws IOException {
        try (FileUsageStore store = open()) {
            store.reserve(new PoolUse("over by then", 1, NOON.minus(1, DAYS), NOON, 1), UNKNOWN);
            store.reserve(use(2, NOON, 10), UNKNOWN);
            Path inTheWay = Files.createDirectories(directory.resolve("usage.new/full"));
            assertThatThrownBy(() -> store.recall(POOL, Set.of(), NOON)).isInstanceOf(UsageStoreException.class);
            store.reserve(use(3, NOON, 10), UNKNOWN);
            store.reserve(new PoolUse("new", 4, NOON, DAY_END, 1), UNKNOWN);
            Files.delete(inTheWay);
            Files.delete(inTheWay.getParent());
        }

        UsageMemory memory = memory(Set.of("over by then", "pool", "new"), Set.of(), NOON);
        assertThat(memory.pools()).containsOnlyKeys("pool", "new");
        assertThat(today(memory)).startsWith("2 requests, 20 tokens");
    }

    @Test
    void an_empty_file_is_a_new_one() throws IOException {
        Files.createFile(file());

        assertThat(remembered(NOON)).isEqualTo(UsageMemory.NONE);
    }

    @Test
    void a_file_of_another_kind_is_refused_and_left_alone() throws IOException {
        Files.writeString(file(), "model_list:\n  - model_name: chat\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("not a usage file")
                .hasMessageContaining("name another file");
        assertThat(Files.readString(file())).isEqualTo("model_list:\n  - model_name: chat\n");
    }

    @Test
    void a_file_of_a_newer_version_is_refused_and_left_alone() throws IOException {
        Files.writeString(file(), "quotarouter-usage 2\nwhatever it may say\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining("a newer version wrote it, in format 2");
        assertThat(Files.readString(file())).startsWith("quotarouter-usage 2\nwhatever");
    }

    @Test
    void a_directory_that_does_not_exist_is_an_error() {
        assertThatThrownBy(() -> FileUsageStore.open(directory.resolve("none/usage")))
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining("its directory does not exist; make the directory");
        assertThatThrownBy(() -> FileUsageStore.open(directory))
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining("it is not a file");
    }

    @Test
    void a_closed_store_says_so() {
        FileUsageStore store = open();
        store.close();
        store.close();

        assertThatThrownBy(() -> store.reserve(use(1, NOON, 1), UNKNOWN))
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining("it was closed");
    }

    @Test
    void names_are_kept_whatever_is_in_them() throws IOException {
        String name = "gemini/project=team a\n+%20é漢/model";
        try (FileUsageStore store = open()) {
            store.reserve(new PoolUse(name, 1, NOON, DAY_END, 1), UNKNOWN);
        }

        assertThat(memory(Set.of(name), Set.of(), NOON).pools()).containsOnlyKeys(name);
        assertThat(Files.readString(file(), UTF_8).lines().count()).isEqualTo(4);
    }

    private Path file() {
        return directory.resolve("usage");
    }

    private FileUsageStore open() {
        return FileUsageStore.open(file());
    }

    private UsageMemory remembered(Instant now) {
        return memory(POOL, Set.of(), now);
    }

    private UsageMemory memory(Set<String> pools, Set<String> owners, Instant now) {
        try (FileUsageStore store = open()) {
            return store.recall(pools, owners, now);
        }
    }
}
