package dev.quotarouter.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.benchmarks.load.Figures;
import dev.quotarouter.benchmarks.load.Latency;
import dev.quotarouter.benchmarks.load.Mode;
import dev.quotarouter.benchmarks.load.Sample;
import dev.quotarouter.benchmarks.load.ServerUse;
import dev.quotarouter.benchmarks.load.Taken;
import dev.quotarouter.benchmarks.load.Turn;
import dev.quotarouter.benchmarks.report.LibraryVersion;
import dev.quotarouter.benchmarks.report.Table;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayTablesTest {
    private static final List<Way> WAYS = List.of(Way.DIRECT, Way.QUOTAROUTER);

    @Test
    void what_a_gateway_adds_is_its_time_less_that_of_the_same_round_without_one() {
        List<Taken> taken = Stream.of(
                        taken(0, Way.DIRECT, 50, Optional.empty()),
                        taken(0, Way.QUOTAROUTER, 250, use()),
                        taken(1, Way.DIRECT, 500, Optional.empty()),
                        taken(1, Way.QUOTAROUTER, 700, use()))
                .flatMap(List::stream)
                .toList();

        Table table = new GatewayTables(new Figures(taken, Way.DIRECT), WAYS)
                .tables(List.of(1))
                .get(0);

        assertThat(table.rows())
                .containsExactly(
                        List.of("no gateway", "100", "275", "", "550", "", "", ""),
                        List.of(Way.QUOTAROUTER.label(), "100", "475", "+200", "950", "+400", "300", "200"));
    }

    @Test
    void a_gateway_that_was_quicker_than_none_has_its_true_figure_in_the_picture_and_a_bar_without_length() {
        List<Taken> taken = Stream.of(
                        taken(0, Way.DIRECT, 250, Optional.empty()), taken(0, Way.QUOTAROUTER, 240, use()))
                .flatMap(List::stream)
                .toList();
        GatewayTables tables = new GatewayTables(new Figures(taken, Way.DIRECT), WAYS);

        assertThat(tables.tables(List.of(1)).get(0).rows().get(1)).contains("-10", "-20");
        assertThat(tables.chart().svg()).contains(">-10</text>", ">-20</text>").doesNotContain("width=\"-");
    }

    @Test
    void the_version_of_what_our_gateway_stands_on_is_known() throws IOException {
        assertThat(LibraryVersion.ofVertx()).matches("\\d+\\.\\d+\\.\\d+");
    }

    private static Optional<ServerUse> use() {
        return Optional.of(new ServerUse(300, OptionalLong.of(200 * 1_024)));
    }

    private static List<Taken> taken(int round, Way way, double micros, Optional<ServerUse> use) {
        Latency latency = new Latency(micros, 2 * micros);
        return Stream.of(Mode.values())
                .map(mode -> new Taken(
                        round,
                        way,
                        new Turn(1, mode, 50),
                        new Sample(10, 100, latency, Optional.of(latency), 10, 10, 0, use)))
                .toList();
    }
}
