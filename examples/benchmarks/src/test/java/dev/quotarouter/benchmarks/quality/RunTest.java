package dev.quotarouter.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.benchmarks.quality.MidnightWorld.Quota;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunTest {
    private static final long SEED = 42;

    /** So patient that a machine that is busy with other things makes nobody late. */
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void what_is_refused_is_counted_by_gemini() throws IOException {
        MidnightWorld world = new MidnightWorld(new Quota(10, 2), 60, Duration.ofMinutes(1), LONG);
        try (Contender contender = LiveEntrant.ROUND_ROBIN.open()) {
            Performance did = new Run(world, 60, SEED).of(contender);

            assertThat(did.offered()).isEqualTo(Arrivals.of(world, SEED).size());
            assertThat(did.replied()).isPositive().isLessThanOrEqualTo(world.possible());
            assertThat(did.refused()).isPositive();
            assertThat(did.served()).isEqualTo(did.replied());
            assertThat(did.calls()).isEqualTo(did.served() + did.refused());
        }
    }

    @Test
    void a_reply_that_comes_after_the_patience_is_none() {
        MidnightWorld world = new MidnightWorld(new Quota(10, 10), 60, Duration.ofSeconds(10), Duration.ZERO);

        Performance did = new Run(world, 60, SEED).of(scene -> new Chats());

        assertThat(did.offered()).isPositive();
        assertThat(did.replied()).isZero();
    }

    @Test
    void who_does_not_ask_gemini_has_no_calls_on_its_books() {
        MidnightWorld world = new MidnightWorld(new Quota(10, 10), 60, Duration.ofSeconds(10), LONG);
        Chats chats = new Chats();

        Performance did = new Run(world, 60, SEED).of(scene -> chats);

        assertThat(did.replied()).isEqualTo(chats.number.get()).isEqualTo(did.offered());
        assertThat(did.calls()).isZero();
        assertThat(did.reset()).isNaN();
    }

    private static final class Chats implements ChatClient {
        private final AtomicInteger number = new AtomicInteger();

        @Override
        public void chat(String text) {
            number.incrementAndGet();
        }

        @Override
        public void close() {}
    }
}
