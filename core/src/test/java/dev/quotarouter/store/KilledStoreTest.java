package dev.quotarouter.store;

import static dev.quotarouter.store.Uses.NOON;
import static dev.quotarouter.store.Uses.UNKNOWN;
import static dev.quotarouter.store.Uses.pool;
import static dev.quotarouter.store.Uses.use;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that does nothing but write into the file, so fast that the file is replaced again and again, and is killed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KilledStoreTest {
    private static final int KILLS = 8;

    @TempDir
    private Path directory;

    /** Writes uses for ever, and after each of them one byte to its output. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            FileUsageStore store = FileUsageStore.open(Path.of(args[0]));
            store.recall(Set.of(), Set.of(), NOON);
            FileOutputStream out = new FileOutputStream(FileDescriptor.out);
            for (int i = 0; true; i++) {
                PoolUse use = use(i, NOON, 1_000);
                store.reserve(use, UNKNOWN);
                out.write('.');
                store.settle(use, 900);
            }
        }
    }

    @Test
    void what_was_written_down_is_there_after_a_kill_and_at_most_one_use_more() throws IOException {
        Random random = new Random(7);
        long requests = 0;
        long replaced = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long written = writtenUntilKilled(random.nextInt(50_000));
            try (FileUsageStore store = FileUsageStore.open(directory.resolve("usage"))) {
                PoolMemory.Today today = pool(store.recall(Set.of("pool"), Set.of(), NOON), "pool")
                        .today()
                        .orElse(new PoolMemory.Today(NOON, 0, 0));
                assertThat(today.requests()).as("kill " + kill).isBetween(requests + written, requests + written + 1);
                // Of each life the last use, at most, was not settled.
                assertThat(today.tokens() - 900 * today.requests())
                        .as("kill " + kill)
                        .isBetween(0L, 100L * (kill + 1));
                requests = today.requests();
            }
            replaced += written > 12_000 ? 1 : 0;
        }
        assertThat(replaced)
                .as("lives in which the file was replaced under way")
                .isPositive();
    }

    private long writtenUntilKilled(int uses) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.resolve("usage").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Process> end = process.onExit();
        try (InputStream in = process.getInputStream()) {
            long written = 0;
            byte[] buffer = new byte[4_096];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written += read;
                if (written >= uses) {
                    process.toHandle().destroyForcibly(); // It goes on until it is dead, and so do we.
                }
            }
            end.join();
            return written;
        }
    }
}
