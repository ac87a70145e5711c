package dev.quotarouter.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A process beside this one, as the system shows it to others.
 *
 * @param pid its number
 */
record Beside(long pid) {
    private static final String RESIDENT = "VmRSS:";

    /** {@return the processor time that it has used up by now} */
    long cpuNanos() throws IOException {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow(() -> new IOException("process " + pid + " tells nothing of its processor time"));
    }

    /** {@return the memory that it holds at this moment, in kilobytes; empty where there is no {@code /proc}} */
    OptionalLong residentKilobytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        }
    }
}
