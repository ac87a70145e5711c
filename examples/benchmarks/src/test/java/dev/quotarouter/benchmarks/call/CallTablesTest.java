package dev.quotarouter.benchmarks.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.benchmarks.load.Figure;
import dev.quotarouter.benchmarks.load.Figures;
import dev.quotarouter.benchmarks.load.Latency;
import dev.quotarouter.benchmarks.load.Metric;
import dev.quotarouter.benchmarks.load.Mode;
import dev.quotarouter.benchmarks.load.Sample;
import dev.quotarouter.benchmarks.load.Taken;
import dev.quotarouter.benchmarks.load.Turn;
import dev.quotarouter.benchmarks.report.Table;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallTablesTest {
    @Test
    void a_figure_is_the_median_of_the_rounds_and_its_ratio_the_median_of_the_ratios_within_a_round() {
        Figures figures = new Figures(
                List.of(
                        plain(0, Client.BY_HAND, 100),
                        plain(0, Client.ROUTER, 110),
                        plain(1, Client.BY_HAND, 400), // A round in which the machine was busy.
                        plain(1, Client.ROUTER, 440),
                        plain(2, Client.BY_HAND, 200),
                        plain(2, Client.ROUTER, 100)),
                Client.BY_HAND);

        assertThat(figures.of(Client.ROUTER, 1, Mode.PLAIN, Metric.MEDIAN)).contains(new Figure(110, 1.1, 10));
        assertThat(figures.of(Client.BY_HAND, 1, Mode.PLAIN, Metric.MEDIAN)).contains(new Figure(200, 1, 0));
    }

    @Test
    void a_table_has_a_line_for_everybody_and_a_dash_for_what_nobody_measured() {
        Table table = new CallTables(new Figures(
                        List.of(plain(0, Client.BY_HAND, 1_500), plain(0, Client.ROUTER, 750)), Client.BY_HAND))
                .tables(List.of(1))
                .get(0);

        assertThat(table.title()).isEqualTo("1 caller, plain");
        assertThat(table.rows()).hasSize(Client.values().length);
        assertThat(table.rows())
                .contains(
                        line(
                                "by hand", "666.7", "1.00", "1,500", "1.00", "3,000", "1.00", "90.0", "1.00", "20,000",
                                "1.00"),
                        line(
                                "QuotaRouter, ten keys",
                                "1,333",
                                "2.00",
                                "750.0",
                                "0.50",
                                "1,500",
                                "0.50",
                                "90.0",
                                "1.00",
                                "20,000",
                                "1.00"),
                        line("google-genai", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–"));
    }

    private static List<String> line(String... cells) {
        return List.of(cells);
    }

    private static Taken plain(int round, Client entrant, double micros) {
        return new Taken(
                round,
                entrant,
                new Turn(1, Mode.PLAIN, 100),
                new Sample(
                        10,
                        1_000_000 / micros,
                        new Latency(micros, 2 * micros),
                        Optional.empty(),
                        90,
                        20_000,
                        0,
                        Optional.empty()));
    }
}
