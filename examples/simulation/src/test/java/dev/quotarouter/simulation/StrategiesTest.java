package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.config.RoutingStrategyName;
import dev.quotarouter.simulation.Worlds.NamedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever chooses, chooses among those with room: no strategy wastes a call. With {@code -Dworlds=all} each world has several
 * seeds and its seven days, and the table in {@code docs/simulation} is written anew; otherwise some worlds have one seed and
 * two days.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StrategiesTest {
    private static final boolean ALL = "all".equals(System.getProperty("worlds"));
    private static final int SEEDS = ALL ? 5 : 1;
    private static final int DAYS = ALL ? 7 : 2;
    private static final Path TABLE = Path.of("..", "..", "docs", "simulation", "strategies.md");
    private static final List<WorldFigures> LIVED = new ArrayList<>();
    private static final Set<String> SOME = Set.of(
            "limits declared", "limits unknown", "two keys on one undeclared project", "another client eating 30 %");
    private static final Set<String> MORE = Set.of(
            "declared twice too high",
            "halved at noon",
            "20-minute 503 outage, failed calls count",
            "a key revoked",
            "load 1.0 × capacity",
            "load 3.0 × capacity");

    static Stream<NamedWorld> worlds() {
        return Stream.of(RoutingStrategyName.values())
                .flatMap(strategy -> Worlds.all().stream()
                        .filter(world -> SOME.contains(world.name()) || (ALL && MORE.contains(world.name())))
                        .map(world -> under(strategy, world)));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void no_strategy_wastes_a_call(NamedWorld world) {
        WorldFigures lived = WorldFigures.of(world, SEEDS);
        LIVED.add(lived);

        for (SimulationReport report : lived.reports()) {
            assertThat(report.served()).as("served").isPositive();
            assertThat(report.overAdmitted()).as("over admitted").isZero();
            assertThat(report.refusedThoughKnown()).as("refused though known").isZero();
            if (world.expected().mostRefused() == 0) {
                assertThat(report.refusedByQuota()).as("refused").isZero();
            }
        }
    }

    @AfterAll
    static void write_the_table() throws IOException {
        if (ALL) {
            Files.writeString(TABLE, """
                    # Every strategy in the same worlds

                    Written by the command on the [page before](../simulation.md#under-each-strategy). Each figure is that of the seed that
                    did worst, which stands behind it in parentheses where it is not as good as can be; **bold** is what
                    `usage-based-routing-v2` would not be allowed.

                    """ + WorldTables.table(LIVED));
        }
    }

    private static NamedWorld under(RoutingStrategyName strategy, NamedWorld world) {
        return new NamedWorld(
                strategy.setting() + ": " + world.name(),
                world.expected(),
                seed -> under(strategy, world.bySeed().apply(seed)));
    }

    private static World under(RoutingStrategyName strategy, World world) {
        return new World(
                world.config().toBuilder().routingStrategy(strategy).build(),
                world.model(),
                world.truth(),
                world.incidents(),
                world.traffic(),
                world.firstDay(),
                DAYS,
                world.seed());
    }
}
