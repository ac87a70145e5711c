package dev.quotarouter.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where figures come from, without which they say little.
 *
 * @param machine the processor, and how many threads it runs at once
 * @param system the operating system
 * @param java the Java virtual machine
 * @param date the day
 */
public record MachineDescription(String machine, String system, String java, LocalDate date) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** {@return the machine that this runs on, today} */
    public static MachineDescription here() {
        return new MachineDescription(
                processor() + ", " + Runtime.getRuntime().availableProcessors() + " hardware threads",
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + Runtime.version(),
                LocalDate.now(ZoneOffset.UTC));
    }

    /** {@return what each line of it is about, and says} */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("machine", machine);
        words.put("system", system);
        words.put("Java", java);
        words.put("date", date.toString());
        return words;
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
