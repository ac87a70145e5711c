package dev.quotarouter.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotarouter.benchmarks.call.Client;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TournamentTest {
    @Test
    void everybody_takes_every_turn_that_it_can_in_each_round() throws IOException {
        Schedule schedule = new Schedule(List.of(1, 2), 1, 2, new WarmUp(20, 50, 2), 50);

        List<Taken> taken = new Tournament(
                        schedule, List.of(Client.BY_HAND, Client.LANGCHAIN4J_ROUTER), OneServer::set, new Random(42))
                .run();

        assertThat(taken).hasSize(2 * (4 + 2));
        assertThat(taken)
                .filteredOn(each -> each.entrant() == Client.LANGCHAIN4J_ROUTER)
                .extracting(
                        Taken::round,
                        each -> each.turn().callers(),
                        each -> each.turn().mode())
                .containsExactlyInAnyOrder(
                        tuple(0, 1, Mode.PLAIN),
                        tuple(0, 2, Mode.PLAIN),
                        tuple(1, 1, Mode.PLAIN),
                        tuple(1, 2, Mode.PLAIN));
        assertThat(taken).allSatisfy(each -> assertThat(each.sample().calls()).isPositive());
    }
}
