package dev.quotarouter.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.benchmarks.report.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PerformanceTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-02-03T08:00:00Z");

    @Test
    void waits_are_those_of_chats_with_a_reply() {
        List<Ended> chats = Stream.concat(
                        IntStream.rangeClosed(1, 100).mapToObj(i -> new Ended(true, Duration.ofSeconds(i))),
                        Stream.of(new Ended(false, Duration.ofSeconds(500))))
                .toList();

        Performance did = Performance.of(chats, new GeminiAccount(150, 100, 50, Optional.empty()), 80);

        assertThat(did.medianWait()).isEqualTo(50);
        assertThat(did.p99Wait()).isEqualTo(99);
        assertThat(did.refusedPerReply()).isEqualTo(0.5);
    }

    @Test
    void no_more_is_possible_than_was_wanted() {
        List<Ended> chats = List.of(new Ended(true, Duration.ZERO), new Ended(false, Duration.ZERO));

        Performance did = Performance.of(chats, new GeminiAccount(1, 1, 0, Optional.empty()), 1_000);

        assertThat(did.repliedOfPossible()).isEqualTo(0.5);
    }

    @Test
    void nothing_after_midnight_is_no_time_after_midnight() {
        assertThat(GeminiAccount.of(List.of(), MIDNIGHT)).isEqualTo(new GeminiAccount(0, 0, 0, Optional.empty()));
    }

    @Test
    void who_could_not_be_had_has_a_row_that_says_so() {
        Performance did = Performance.of(
                List.of(new Ended(true, Duration.ofSeconds(3))),
                new GeminiAccount(1, 1, 0, Optional.of(Duration.ofMillis(700))),
                1);
        Table table = new QualityTables(
                        MidnightWorld.scarce(Duration.ofMinutes(10)), 60, Map.of(LiveEntrant.QUOTA_ROUTER, did))
                .tables()
                .get(0);

        assertThat(table.rows()).hasSize(LiveEntrant.values().length);
        assertThat(table.rows().get(0))
                .containsExactly("QuotaRouter", "1", "1", "100.0 %", "1", "1", "0", "0.000", "3.0", "3.0", "0.7");
        assertThat(table.rows().get(3)).startsWith("Portkey, fallback", "left out", "–");
    }
}
