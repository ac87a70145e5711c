package dev.quotarouter.benchmarks.gateway;

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

/** What gateways add, as tables, one for each number of callers and each mode, and for one caller as a picture. */
final class GatewayTables {
    /** What a gateway itself uses. */
    private static final List<Metric> USE = List.of(Metric.SERVER_CPU, Metric.SERVER_MEMORY);

    private final Figures figures;
    private final List<Way> ways;

    GatewayTables(Figures figures, List<Way> ways) {
        this.figures = figures;
        this.ways = ways;
    }

    List<Table> tables(List<Integer> callers) {
        return Kind.of(callers).stream().map(this::table).toList();
    }

    BarChart chart() {
        return new BarChart(
                "gateway",
                "What a gateway adds to a call of one caller",
                "µs",
                List.of(
                        group("Whole answer, median", Mode.PLAIN, Metric.MEDIAN),
                        group("Whole answer, p99", Mode.PLAIN, Metric.P99),
                        group("First chunk of a stream, median", Mode.STREAMED, Metric.FIRST_CHUNK),
                        group("First chunk of a stream, p99", Mode.STREAMED, Metric.FIRST_CHUNK_P99)));
    }

    /** {@return what ours adds to a call of one caller, beside what Portkey's adds} */
    List<Highlight> highlights() {
        return List.of(
                highlight("added by the gateway, median", Metric.MEDIAN),
                highlight("added by the gateway, p99", Metric.P99));
    }

    private Highlight highlight(String what, Metric metric) {
        return new Highlight(
                what,
                cell("%,.0f µs", added(Way.QUOTAROUTER, metric)),
                cell("Portkey %,.0f µs", added(Way.PORTKEY, metric)));
    }

    private double added(Way way, Metric metric) {
        return figures.of(way, 1, Mode.PLAIN, metric).orElseThrow().more();
    }

    private Table table(Kind kind) {
        List<Metric> metrics = kind.mode() == Mode.PLAIN
                ? List.of(Metric.MEDIAN, Metric.P99)
                : List.of(Metric.MEDIAN, Metric.P99, Metric.FIRST_CHUNK, Metric.FIRST_CHUNK_P99);
        List<String> columns = new ArrayList<>(List.of("", Metric.RATE.head()));
        metrics.forEach(metric -> columns.addAll(List.of(metric.head(), "added")));
        USE.forEach(metric -> columns.add(metric.head()));
        return new Table(
                kind.title(),
                columns,
                ways.stream().map(way -> row(way, kind, metrics)).toList());
    }

    private List<String> row(Way way, Kind kind, List<Metric> metrics) {
        List<String> row = new ArrayList<>(List.of(
                way.label(), cell("%,.0f", figure(way, kind, Metric.RATE).value())));
        for (Metric metric : metrics) {
            Figure figure = figure(way, kind, metric);
            row.add(cell("%,.0f", figure.value()));
            row.add(way == Way.DIRECT ? "" : cell("%+,.0f", figure.more()));
        }
        for (Metric metric : USE) {
            row.add(figures.of(way, kind.callers(), kind.mode(), metric)
                    .map(figure -> cell("%,.0f", figure.value()))
                    .orElse(""));
        }
        return row;
    }

    private Group group(String title, Mode mode, Metric metric) {
        List<Bar> bars = ways.stream()
                .filter(way -> way != Way.DIRECT)
                .map(way -> new Bar(
                        way.label(), figure(way, new Kind(1, mode), metric).more(), way.ours()))
                .toList();
        return new Group(title, bars);
    }

    private Figure figure(Way way, Kind kind, Metric metric) {
        return figures.of(way, kind.callers(), kind.mode(), metric).orElseThrow();
    }
}
