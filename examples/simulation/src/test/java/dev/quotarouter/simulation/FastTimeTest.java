package dev.quotarouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FastTimeTest {
    private static final Instant START = Instant.parse("2026-02-03T08:00:00Z");

    @Test
    void begins_where_it_is_told_and_goes_on() {
        FastTime time = new FastTime(START, 60);

        Instant first = time.now();

        assertThat(first).isAfterOrEqualTo(START);
        assertThat(time.clock().instant()).isAfterOrEqualTo(first);
    }

    @Test
    void durations_are_shorter_on_the_machine() {
        assertThat(new FastTime(START, 60).real(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void its_scheduler_waits_in_its_time() {
        FastTime time = new FastTime(START, 1_000);
        CompletableFuture<Instant> woken = new CompletableFuture<>();

        time.scheduler().schedule(Duration.ofSeconds(30), () -> woken.complete(time.now()));

        assertThat(woken.join()).isAfterOrEqualTo(START.plusSeconds(30));
    }

    @Test
    void cannot_stand_still() {
        assertThatThrownBy(() -> new FastTime(START, 0)).hasMessageContaining("speed");
    }
}
