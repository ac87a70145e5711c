package dev.quotarouter.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallersTest {
    private final AtomicLong calls = new AtomicLong();

    @Test
    void all_callers_call_until_the_turn_is_over() throws Exception {
        Sample sample = Callers.take(answering(Long.MAX_VALUE), new Turn(4, Mode.PLAIN, 200), OptionalLong.empty());

        assertThat(sample.calls()).isPositive().isLessThan(calls.get());
    }

    @Test
    void what_callers_allocate_is_counted_though_they_end() throws Exception {
        Sample sample = Callers.take(allocating(100_000), new Turn(4, Mode.PLAIN, 500), OptionalLong.empty());

        assertThat(sample.bytes()).isBetween(50_000.0, 200_000.0);
    }

    @Test
    void one_failure_among_many_calls_is_no_figure() {
        assertThatThrownBy(() -> Callers.take(answering(1_000), new Turn(4, Mode.PLAIN, 60_000), OptionalLong.empty()))
                .isInstanceOf(IOException.class)
                .hasMessage("a call failed")
                .hasRootCauseMessage("the 1000th");
    }

    @Test
    void an_error_is_a_failure_too() {
        Contender broken = chatting(() -> {
            throw new NoSuchMethodError("gone");
        });

        assertThatThrownBy(() -> Callers.take(broken, new Turn(4, Mode.PLAIN, 60_000), OptionalLong.empty()))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("gone");
    }

    @Test
    void nobody_calls_again_before_everybody_has_had_an_answer() throws Exception {
        Set<String> callers = ConcurrentHashMap.newKeySet();

        Sample sample = Callers.take(
                chatting(() -> {
                    if (!callers.add(Thread.currentThread().getName()) && callers.size() < 8) {
                        throw new IllegalStateException("called again before the others");
                    }
                }),
                new Turn(8, Mode.PLAIN, 50),
                OptionalLong.empty());

        assertThat(callers).hasSize(8);
        assertThat(sample.calls()).isPositive();
    }

    @Test
    void a_server_that_says_nothing_ends_the_turn() {
        CountDownLatch never = new CountDownLatch(1);
        Contender silent = chatting(() -> await(never));

        assertThatThrownBy(() ->
                        Callers.take(silent, new Turn(4, Mode.PLAIN, 10), OptionalLong.empty(), Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessage("the server fell silent: only 0 of 4 callers had an answer within PT0.05S");
        never.countDown();
    }

    @Test
    void a_server_that_falls_silent_ends_the_turn() {
        CountDownLatch never = new CountDownLatch(1);
        Contender silent = chatting(() -> {
            if (calls.incrementAndGet() > 4) {
                await(never);
            }
        });

        assertThatThrownBy(() ->
                        Callers.take(silent, new Turn(4, Mode.PLAIN, 10), OptionalLong.empty(), Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("the server fell silent: only 0 calls of 4 callers ended within PT1S");
        never.countDown();
    }

    @Test
    void a_reply_that_nobody_read_is_a_failure() {
        assertThatThrownBy(() -> new Reply("words", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reply("", 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Contender chatting(Runnable onChat) {
        return new Contender() {
            @Override
            public Answer chat() {
                onChat.run();
                return new Reply("words", 1, 1);
            }

            @Override
            public Answer stream(Runnable onChunk) {
                return chat();
            }

            @Override
            public void close() {}
        };
    }

    private Contender allocating(int bytes) {
        return new Contender() {
            @Override
            public Answer chat() {
                byte[] garbage = new byte[bytes];
                return new Reply("words", garbage.length, 1);
            }

            @Override
            public Answer stream(Runnable onChunk) {
                return chat();
            }

            @Override
            public void close() {}
        };
    }

    /** Answers at once, so often. */
    private Contender answering(long times) {
        return new Contender() {
            @Override
            public Answer chat() throws IOException {
                if (calls.incrementAndGet() == times) {
                    throw new IOException("the " + times + "th");
                }
                return new Reply("words", 1, 1);
            }

            @Override
            public Answer stream(Runnable onChunk) throws IOException {
                onChunk.run();
                return chat();
            }

            @Override
            public void close() {}
        };
    }
}
