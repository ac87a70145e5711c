package dev.quotarouter.store;

import static dev.quotarouter.store.Uses.BOTH;
import static dev.quotarouter.store.Uses.NOON;
import static dev.quotarouter.store.Uses.UNKNOWN;
import static dev.quotarouter.store.Uses.pool;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store, opened again and again, against a plain list of all uses. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileUsageStoreModelTest {
    private static final Set<String> POOLS = Set.of("a", "b", "c");
    private static final Duration DAY = Duration.ofHours(1); // Days are as long as the caller says.

    @TempDir
    private Path directory;

    private final Map<PoolUse, Long> uses = new HashMap<>();
    private final List<PoolUse> open = new ArrayList<>();
    private Instant now = NOON;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void remembers_what_a_list_of_all_uses_says(long seed) {
        Random random = new Random(seed);
        FileUsageStore store = open();
        for (int i = 0; i < 4_000; i++) {
            now = now.plusMillis(random.nextInt(2_000));
            int action = random.nextInt(100);
            if (action < 55) {
                reserve(store, i, random);
            } else if (action < 85 && !open.isEmpty()) {
                PoolUse use = open.remove(random.nextInt(open.size()));
                long tokens = random.nextInt(2_000);
                store.settle(use, tokens);
                uses.put(use, tokens);
            } else if (action < 95 && !open.isEmpty()) {
                PoolUse use = open.remove(random.nextInt(open.size()));
                store.refund(use, BOTH);
                uses.remove(use);
            } else if (action >= 98) {
                store.close();
                store = open();
                compare(store.recall(POOLS, Set.of(), now), i);
            }
        }
        store.close();
    }

    private void reserve(FileUsageStore store, int number, Random random) {
        String pool = List.copyOf(POOLS).get(random.nextInt(POOLS.size()));
        PoolUse use = new PoolUse(pool, number, now, dayEnd(), random.nextInt(1_000));
        store.reserve(use, UNKNOWN);
        uses.put(use, use.tokens());
        open.add(use);
    }

    private Instant dayEnd() {
        long millis = DAY.toMillis();
        return Instant.ofEpochMilli((now.toEpochMilli() / millis + 1) * millis);
    }

    private void compare(UsageMemory memory, int step) {
        for (String pool : POOLS) {
            List<Map.Entry<PoolUse, Long>> today = uses.entrySet().stream()
                    .filter(entry -> entry.getKey().pool().equals(pool))
                    .filter(entry -> entry.getKey().dayEndsAt().isAfter(now))
                    .toList();
            PoolMemory remembered = pool(memory, pool);
            long requests = remembered.today().map(PoolMemory.Today::requests).orElse(0L);
            long tokens = remembered.today().map(PoolMemory.Today::tokens).orElse(0L);
            assertThat(requests).as("step " + step).isEqualTo(today.size());
            assertThat(tokens)
                    .as("step " + step)
                    .isEqualTo(today.stream().mapToLong(Map.Entry::getValue).sum());
            assertThat(lastMinute(remembered)).as("step " + step).isEqualTo(lastMinute(pool));
        }
    }

    private static Map<Instant, Long> lastMinute(PoolMemory remembered) {
        return remembered.lastMinute().stream()
                .filter(moment -> moment.requests() > 0)
                .collect(Collectors.toMap(PoolMemory.Moment::at, PoolMemory.Moment::tokens));
    }

    private Map<Instant, Long> lastMinute(String pool) {
        return uses.entrySet().stream()
                .filter(entry -> entry.getKey().pool().equals(pool))
                .filter(entry -> second(entry.getKey()).isAfter(now.minusSeconds(60)))
                .collect(Collectors.toMap(entry -> second(entry.getKey()), Map.Entry::getValue, Long::sum));
    }

    private static Instant second(PoolUse use) {
        return Instant.ofEpochMilli((use.at().toEpochMilli() + 999) / 1_000 * 1_000);
    }

    private FileUsageStore open() {
        return FileUsageStore.open(directory.resolve("usage"));
    }
}
