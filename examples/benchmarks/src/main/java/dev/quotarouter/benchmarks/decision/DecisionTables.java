package dev.quotarouter.benchmarks.decision;

import static dev.quotarouter.benchmarks.report.Table.cell;

import dev.quotarouter.benchmarks.report.Highlight;
import dev.quotarouter.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/** What JMH measured, as tables: absolute figures, and what they are worth beside each other. */
final class DecisionTables {
    private final List<Measurement> measurements;

    DecisionTables(Collection<RunResult> results) {
        this.measurements = results.stream().map(Measurement::new).toList();
    }

    /** {@return the tables that have figures} */
    List<Table> tables() {
        return Stream.of(yardsticks(), decisions(), usageFiles())
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    /** {@return what a decision costs among few and among very many} */
    List<Highlight> highlights() {
        return measurements.stream()
                .filter(each -> each.of(DecisionBenchmark.class)
                        && each.threads() == 1
                        && each.is("day", "FRESH")
                        && (each.is("deployments", "10") || each.is("deployments", "10000")))
                .map(each -> new Highlight(
                        cell(
                                "decide, reserve, settle among %,d deployments",
                                Integer.valueOf(each.parameter("deployments"))),
                        cell("%.2f µs", each.median() / 1_000),
                        cell("aim %s µs", each.is("deployments", "10") ? "0.25" : "5")))
                .toList();
    }

    private Table yardsticks() {
        return table(
                "Yardsticks",
                BaselineBenchmark.class,
                List.of("", "ns, median", "ns of processor"),
                each -> List.of(each.name(), cell("%.1f", each.median()), cell("%.1f", each.cpu())));
    }

    private Table decisions() {
        return table(
                "Decide, reserve, settle",
                DecisionBenchmark.class,
                List.of(
                        "deployments",
                        "day",
                        "threads",
                        "routes",
                        "ns, median",
                        "ns, range",
                        "ns of processor",
                        "B/op",
                        "rate against one thread (by processor time)"),
                each -> {
                    List<String> row = new ArrayList<>(List.of(
                            each.parameter("deployments"),
                            words(each.parameter("day")),
                            String.valueOf(each.threads()),
                            each.threads() > 1 ? words(each.parameter("routes")) : ""));
                    row.addAll(figures(each));
                    row.add(rateAgainstOneThread(each));
                    return row;
                });
    }

    private Table usageFiles() {
        return table(
                "Decide, reserve, settle, with a usage file",
                UsageFileBenchmark.class,
                List.of("deployments", "threads", "ns, median", "ns, range", "ns of processor", "B/op"),
                each -> {
                    List<String> row =
                            new ArrayList<>(List.of(each.parameter("deployments"), String.valueOf(each.threads())));
                    row.addAll(figures(each));
                    return row;
                });
    }

    private Table table(
            String title, Class<?> benchmark, List<String> columns, Function<Measurement, List<String>> row) {
        return new Table(
                title,
                columns,
                measurements.stream()
                        .filter(each -> each.of(benchmark))
                        .map(row)
                        .toList());
    }

    private static List<String> figures(Measurement each) {
        return List.of(
                cell("%.0f", each.median()),
                cell("%.0f – %.0f", each.shortest(), each.longest()),
                cell("%.0f", each.cpu()),
                cell("%.1f", each.bytes()));
    }

    private String rateAgainstOneThread(Measurement several) {
        if (several.threads() == 1) {
            return "";
        }
        return measurements.stream()
                .filter(one -> one.of(DecisionBenchmark.class)
                        && one.threads() == 1
                        && one.is("deployments", several.parameter("deployments"))
                        && one.is("day", several.parameter("day")))
                .findFirst()
                .map(one -> cell(
                        "%.2f × (%.2f ×)",
                        several.threads() * one.median() / several.median(),
                        several.threads() * one.cpu() / several.cpu()))
                .orElse("");
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
