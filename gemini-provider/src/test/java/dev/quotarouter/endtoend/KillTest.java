package dev.quotarouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes with a real file, killed again and again at any instant, against a server that counts. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KillTest {
    private static final int KILLS = Integer.getInteger("quotarouter.kills", 10);
    private static final ZoneId PROVIDERS_ZONE = ZoneId.of("America/Los_Angeles");

    @TempDir
    private Path directory;

    // By the processes' clocks it is noon where the provider's days end: no midnight comes.
    private final String ahead = Long.toString(untilNoon().toMillis());

    @Test
    void after_a_kill_the_days_count_is_never_below_the_providers_and_above_it_by_calls_in_flight_alone()
            throws Exception {
        Random random = new Random(42);
        try (CountingServer server = new CountingServer()) {
            long excess = 0;
            int deaths = 0;
            for (int kill = 0; kill <= KILLS; kill++) {
                long counted = server.countedInAll();
                Process process = start(server);
                if (kill == KILLS || random.nextInt(4) > 0) {
                    long more = countAtStart(process) - counted;
                    assertThat(more - excess)
                            .as("calls in flight at " + deaths + " deaths before life " + kill)
                            .isBetween(0L, (long) deaths * MortalRouter.THREADS);
                    excess = more;
                    deaths = 0;
                    server.awaitArrivals(random.nextInt(100));
                    waitFor(process, random.nextInt(10));
                } else {
                    waitFor(process, random.nextInt(500)); // It may be in the middle of opening the file.
                }
                process.destroyForcibly().waitFor();
                deaths++;
            }
            assertThat(server.countedInAll()).as("calls in all").isGreaterThan(10L * KILLS);
        }
    }

    private Process start(CountingServer server) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MortalRouter.class.getName()));
        command.addAll(
                List.of(server.url().toString(), directory.resolve("usage").toString(), ahead));
        return new ProcessBuilder(command).redirectError(errors().toFile()).start();
    }

    private long countAtStart(Process process) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = out.readLine();
        assertThat(line).as(() -> "the process ended: " + words()).isNotNull();
        return Long.parseLong(line);
    }

    private static void waitFor(Process process, int millis) throws InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    private String words() {
        try {
            return Files.readString(errors());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path errors() {
        return directory.resolve("errors");
    }

    private static Duration untilNoon() {
        ZonedDateTime now = ZonedDateTime.now(PROVIDERS_ZONE);
        return Duration.between(now, now.with(LocalTime.NOON));
    }
}
