package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.simulation.Worlds.NamedWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The router in every world. With {@code -Dworlds=all} each has all its seeds, and the tables in {@code docs/simulation} are
 * written anew; otherwise a few seeds, as everybody waits for this test.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorldsTest {
    private static final boolean ALL = "all".equals(System.getProperty("worlds"));
    private static final Path DOCS = Path.of("..", "..", "docs", "simulation");
    private static final List<WorldFigures> LIVED = new ArrayList<>();

    static Stream<NamedWorld> worlds() {
        return Worlds.all().stream();
    }

    static Stream<NamedWorld> drawnWorlds() {
        return Worlds.drawn().stream();
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void nothing_is_wasted(NamedWorld world) {
        // What a fault costs differs from seed to seed, and only the mean of all is promised.
        judge(WorldFigures.of(world, ALL || world.expected().withFaults() ? 20 : 1));
    }

    @ParameterizedTest
    @MethodSource("drawnWorlds")
    void nothing_is_wasted_whatever_the_projects(NamedWorld world) {
        judge(WorldFigures.of(world, ALL ? 200 : 3));
    }

    @AfterAll
    static void write_the_tables() throws IOException {
        if (ALL) {
            WorldTables.write(LIVED, DOCS);
        }
    }

    private static void judge(WorldFigures lived) {
        LIVED.add(lived);
        for (Figure figure : lived.figures()) {
            Optional<KnownMiss> known = KnownMiss.of(lived.world().name(), figure);
            if (known.isPresent()) {
                assertThat(figure)
                        .as("a known miss")
                        .matches(it -> !it.isWorseThan(known.get().bound()));
                // A few seeds may do well where all together do not.
                assertThat(figure.isMissed() || !ALL)
                        .as("still missed: %s", figure)
                        .isTrue();
            } else {
                assertThat(figure).as("missed by %s", lived.world()).matches(it -> !it.isMissed());
            }
        }
    }
}
