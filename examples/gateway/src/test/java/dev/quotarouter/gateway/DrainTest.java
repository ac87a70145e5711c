package dev.quotarouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DrainTest {
    private static final String READINESS = "GET /health/readiness HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    @Test
    void first_it_says_that_it_is_not_ready_and_still_serves() throws IOException {
        try (HeldWorld world = new HeldWorld(
                settings -> settings.withDrain(new DrainTimes(Duration.ofHours(1), Duration.ofHours(1))))) {
            assertThat(RawClient.ask(world.port(), READINESS)).startsWith("HTTP/1.1 200 ");

            CompletableFuture<Void> drained = world.gateway().drain();

            assertThat(RawClient.ask(world.port(), READINESS)).startsWith("HTTP/1.1 503 ");
            try (RawClient late = world.stream()) {
                world.gemini().letGo();
                assertThat(late.readUntil("[DONE]")).contains(" ended");
            }
            assertThat(drained).isNotDone();
        }
    }

    @Test
    void then_it_takes_no_new_connections_and_lets_streams_end() throws IOException {
        try (HeldWorld world = new HeldWorld(
                        settings -> settings.withDrain(new DrainTimes(Duration.ZERO, Duration.ofHours(1))));
                RawClient one = world.stream();
                RawClient other = world.stream();
                RawClient idle = new RawClient(world.port())) {
            idle.send(READINESS);
            idle.readUntil("healthy");

            CompletableFuture<Void> drained = world.gateway().drain();

            Await.until(
                    "no new connections",
                    () -> RawClient.ask(world.port(), READINESS).isEmpty());
            assertThat(idle.isClosedAfterAll()).isTrue();
            assertThat(drained).isNotDone();
            world.gemini().letGo();
            assertThat(one.readUntil("[DONE]")).contains(" ended");
            assertThat(other.readUntil("[DONE]")).contains(" ended");
            assertThat(drained).succeedsWithin(World.PATIENCE);
        }
    }

    @Test
    void what_is_not_over_in_time_is_broken_off() throws IOException {
        try (HeldWorld world = new HeldWorld(
                        settings -> settings.withDrain(new DrainTimes(Duration.ZERO, Duration.ofMillis(100))));
                RawClient client = world.stream()) {
            assertThat(world.underWay()).isEqualTo(1);

            CompletableFuture<Void> drained = world.gateway().drain();

            assertThat(drained).succeedsWithin(World.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(client.isClosedAfterAll()).isTrue();
            Await.until("the call upstream is broken off", () -> world.underWay() == 0);
        }
    }
}
