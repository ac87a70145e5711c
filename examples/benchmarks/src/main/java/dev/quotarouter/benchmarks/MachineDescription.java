package dev.quotarouter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import okhttp3.OkHttp;
import org.openjdk.jmh.util.Version;
import tools.jackson.core.json.PackageVersion;

/**
 * Where figures come from, without which they say little.
 *
 * @param machine the processor, and how many threads it runs at once
 * @param system the operating system
 * @param java the Java virtual machine
 * @param libraries what was measured against, and with
 * @param date the day
 */
record MachineDescription(String machine, String system, String java, String libraries, LocalDate date) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static MachineDescription here() {
        return new MachineDescription(
                processor() + ", " + Runtime.getRuntime().availableProcessors() + " hardware threads",
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + Runtime.version(),
                "OkHttp " + OkHttp.VERSION + ", Jackson " + PackageVersion.VERSION + ", JMH "
                        + Version.getPlainVersion(),
                LocalDate.now(ZoneOffset.UTC));
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unnamed processor");
        } catch (IOException e) {
            // Only Linux has this file.
            return "unnamed processor";
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }
}
