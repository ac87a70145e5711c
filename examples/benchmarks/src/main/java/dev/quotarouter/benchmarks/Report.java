package dev.quotarouter.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.openjdk.jmh.results.RunResult;

/** Figures as Markdown tables: absolute ones, and what they are worth beside each other. */
final class Report {
    private final List<Measurement> measurements;
    private final MachineDescription machine;

    Report(Collection<RunResult> results, MachineDescription machine) {
        this.measurements = results.stream().map(Measurement::new).toList();
        this.machine = machine;
    }

    String markdown() {
        return head() + baselines() + decisions() + usageFiles() + wholeCalls() + firstChunks();
    }

    private String head() {
        return """
                # Benchmark results

                Written by the benchmarks themselves; see [benchmarks.md](../benchmarks.md).

                | | |
                |---|---|
                | machine | %s |
                | system | %s |
                | Java | %s |
                | libraries | %s |
                | date | %s |
                """.formatted(machine.machine(), machine.system(), machine.java(), machine.libraries(), machine.date());
    }

    private String baselines() {
        StringBuilder table = new StringBuilder();
        for (Measurement measurement : all(BaselineBenchmark.class)) {
            table.append(row("| %s | %.1f | %.1f |", measurement.name(), measurement.median(), measurement.cpu()));
        }
        return section("Yardsticks", "| | ns, median | ns of processor |\n|---|---|---|\n", table);
    }

    private String decisions() {
        StringBuilder table = new StringBuilder();
        for (Measurement measurement : all(DecisionBenchmark.class)) {
            table.append(row(
                    "| %s | %s | %d | %s | %.0f | %.0f – %.0f | %.0f | %.1f | %s |",
                    measurement.parameter("deployments"),
                    words(measurement.parameter("day")),
                    measurement.threads(),
                    measurement.threads() > 1 ? words(measurement.parameter("routes")) : "",
                    measurement.median(),
                    measurement.shortest(),
                    measurement.longest(),
                    measurement.cpu(),
                    measurement.bytes(),
                    rateAgainstOneThread(measurement)));
        }
        return section("Decide, reserve, settle", """
                | deployments | day | threads | routes | ns, median | ns, range | ns of processor | B/op | rate against one thread (by processor time) |
                |---|---|---|---|---|---|---|---|---|
                """, table);
    }

    private String usageFiles() {
        StringBuilder table = new StringBuilder();
        for (Measurement measurement : all(UsageFileBenchmark.class)) {
            table.append(row(
                    "| %s | %d | %.0f | %.0f – %.0f | %.0f | %.1f |",
                    measurement.parameter("deployments"),
                    measurement.threads(),
                    measurement.median(),
                    measurement.shortest(),
                    measurement.longest(),
                    measurement.cpu(),
                    measurement.bytes()));
        }
        return section("Decide, reserve, settle, with a usage file", """
                | deployments | threads | ns, median | ns, range | ns of processor | B/op |
                |---|---|---|---|---|---|
                """, table);
    }

    private String rateAgainstOneThread(Measurement several) {
        if (several.threads() == 1) {
            return "";
        }
        return first(one -> one.of(DecisionBenchmark.class)
                        && one.threads() == 1
                        && one.is("deployments", several.parameter("deployments"))
                        && one.is("day", several.parameter("day")))
                .map(one -> format(
                        "%.2f × (%.2f ×)",
                        several.threads() * one.median() / several.median(),
                        several.threads() * one.cpu() / several.cpu()))
                .orElse("");
    }

    private String wholeCalls() {
        return beside("One chat over HTTP", WholeCallBenchmark.class, "byHand");
    }

    private String firstChunks() {
        return beside("The first chunk of a stream over HTTP", FirstChunkBenchmark.class, "bareOkHttp");
    }

    private String beside(String title, Class<?> benchmark, String yardstick) {
        StringBuilder table = new StringBuilder();
        Optional<Measurement> one =
                first(each -> each.of(benchmark) && each.name().equals(yardstick));
        for (Measurement measurement : all(benchmark)) {
            table.append(row(
                    "| %s | %.1f | %.1f | %.0f | %s |",
                    measurement.name(),
                    measurement.median() / 1_000,
                    measurement.cpu() / 1_000,
                    measurement.bytes(),
                    one.map(base -> against(base, measurement)).orElse("| | ")));
        }
        return section(title, """
                | | µs, median | µs of processor | B/op | median × | processor × | bytes more |
                |---|---|---|---|---|---|---|
                """, table);
    }

    private static String against(Measurement yardstick, Measurement measurement) {
        return format(
                "%.2f | %.2f | %+.0f",
                measurement.median() / yardstick.median(),
                measurement.cpu() / yardstick.cpu(),
                measurement.bytes() - yardstick.bytes());
    }

    private List<Measurement> all(Class<?> benchmark) {
        return measurements.stream().filter(one -> one.of(benchmark)).toList();
    }

    private Optional<Measurement> first(Predicate<Measurement> which) {
        return measurements.stream().filter(which).findFirst();
    }

    private static String section(String title, String head, StringBuilder rows) {
        return rows.isEmpty() ? "" : "\n## " + title + "\n\n" + head + rows;
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String row(String format, Object... values) {
        return format(format, values) + "\n";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
