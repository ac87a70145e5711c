package dev.quotarouter.store;

import static dev.quotarouter.store.Uses.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store at a time, in this process and in others. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileClaimTest {
    @TempDir
    private Path directory;

    /** Opens the store and says whether it could; ends with its input. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws IOException {
            try (FileUsageStore store = FileUsageStore.open(Path.of(args[0]))) {
                System.out.println(
                        "open " + store.recall(Set.of(), Set.of(), NOON).pools());
                System.in.read();
            } catch (UsageStoreException e) {
                System.out.println(e.problem());
            }
        }
    }

    @Test
    void a_second_store_of_this_process_is_refused_by_any_name_of_the_file() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        try (FileUsageStore store = open()) {
            store.recall(Set.of(), Set.of(), NOON);

            assertThatThrownBy(this::open)
                    .isInstanceOf(UsageStoreException.class)
                    .hasMessageContaining("it is in use by another router of this process; close that router");
            assertThatThrownBy(() -> FileUsageStore.open(link.resolve("usage")))
                    .isInstanceOf(UsageStoreException.class);
        }
        open().close();
    }

    @Test
    void a_second_process_is_refused_even_after_a_second_store_of_this_process_was() throws IOException {
        try (FileUsageStore store = open()) {
            store.recall(Set.of(), Set.of(), NOON);
            assertThatThrownBy(this::open).isInstanceOf(UsageStoreException.class);

            try (Running other = start()) {
                assertThat(other.firstLine())
                        .isEqualTo("it is in use by process "
                                + ProcessHandle.current().pid());
            }
        }
        try (Running other = start()) {
            assertThat(other.firstLine()).isEqualTo("open {}");
        }
    }

    @Test
    void a_process_that_was_killed_holds_nothing() throws IOException {
        try (Running other = start()) {
            assertThat(other.firstLine()).isEqualTo("open {}");
            assertThatThrownBy(this::open)
                    .isInstanceOf(UsageStoreException.class)
                    .hasMessageContaining("it is in use by process " + other.process.pid());

            other.process.destroyForcibly().onExit().join();

            open().close();
        }
    }

    private FileUsageStore open() {
        return FileUsageStore.open(directory.resolve("usage"));
    }

    private Running start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Running(new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.resolve("usage").toString())
                .redirectErrorStream(true)
                .start());
    }

    private record Running(Process process) implements AutoCloseable {
        String firstLine() throws IOException {
            return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit().join();
        }
    }
}
