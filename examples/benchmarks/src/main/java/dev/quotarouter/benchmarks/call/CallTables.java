package dev.quotarouter.benchmarks.call;

import static dev.quotarouter.benchmarks.report.Table.cell;

import dev.quotarouter.benchmarks.load.Figure;
import dev.quotarouter.benchmarks.load.Figures;
import dev.quotarouter.benchmarks.load.Kind;
import dev.quotarouter.benchmarks.load.Metric;
import dev.quotarouter.benchmarks.load.Mode;
import dev.quotarouter.benchmarks.report.BarChart;
import dev.quotarouter.benchmarks.report.BarChart.Bar;
import dev.quotarouter.benchmarks.report.BarChart.Group;
import dev.quotarouter.benchmarks.report.Highlight;
import dev.quotarouter.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The figures as tables, one for each number of callers and each mode, and those of one caller as a picture. */
final class CallTables {
    private static final String NONE = "–";

    private final Figures figures;

    CallTables(Figures figures) {
        this.figures = figures;
    }

    List<Table> tables(List<Integer> callers) {
        return Kind.of(callers).stream().map(this::table).toList();
    }

    BarChart chart() {
        return new BarChart(
                "calls",
                "A chat with one caller, against a server that answers at once",
                "µs",
                List.of(
                        group("Whole answer: time, median", Mode.PLAIN, Metric.MEDIAN),
                        group("Whole answer: processor time", Mode.PLAIN, Metric.CPU),
                        group("Stream: time to the first chunk, median", Mode.STREAMED, Metric.FIRST_CHUNK),
                        group("Stream: processor time", Mode.STREAMED, Metric.CPU)));
    }

    /** {@return what a whole answer costs one caller, against the call by hand and against other libraries} */
    List<Highlight> highlights() {
        return List.of(
                highlight("time of a chat, median", Metric.MEDIAN),
                highlight("processor time of a chat", Metric.CPU),
                new Highlight(
                        "memory allocated for a chat",
                        cell("%,.0f bytes", value(Client.ROUTER, Metric.BYTES)),
                        cell("by hand %,.0f bytes", value(Client.BY_HAND, Metric.BYTES))));
    }

    private Highlight highlight(String what, Metric metric) {
        return new Highlight(
                what,
                cell("%.2f × by hand", times(Client.ROUTER, metric)),
                cell(
                        "Google's SDK %.2f ×, LangChain4j %.2f ×",
                        times(Client.GOOGLE_GEN_AI, metric), times(Client.LANGCHAIN4J, metric)));
    }

    private double times(Client entrant, Metric metric) {
        return figures.of(entrant, 1, Mode.PLAIN, metric).orElseThrow().times();
    }

    private double value(Client entrant, Metric metric) {
        return figures.of(entrant, 1, Mode.PLAIN, metric).orElseThrow().value();
    }

    private Table table(Kind kind) {
        List<Metric> metrics = Stream.of(Metric.values())
                .filter(metric -> metric.of(kind.mode()))
                .toList();
        List<String> columns = new ArrayList<>(List.of(""));
        metrics.forEach(metric -> columns.addAll(List.of(metric.head(), "×")));
        List<List<String>> rows = Stream.of(Client.values())
                .map(entrant -> row(entrant, kind, metrics))
                .toList();
        return new Table(kind.title(), columns, rows);
    }

    private List<String> row(Client entrant, Kind kind, List<Metric> metrics) {
        List<String> row = new ArrayList<>(List.of(entrant.label()));
        for (Metric metric : metrics) {
            Optional<Figure> figure = figures.of(entrant, kind.callers(), kind.mode(), metric);
            row.add(figure.map(found -> cell(found.value() < 1_000 ? "%.1f" : "%,.0f", found.value()))
                    .orElse(NONE));
            row.add(figure.map(found -> cell("%.2f", found.times())).orElse(NONE));
        }
        return row;
    }

    private Group group(String title, Mode mode, Metric metric) {
        List<Bar> bars = new ArrayList<>();
        for (Client entrant : Client.values()) {
            figures.of(entrant, 1, mode, metric)
                    .ifPresent(figure -> bars.add(new Bar(entrant.label(), figure.value(), entrant.ours())));
        }
        return new Group(title, bars);
    }
}
