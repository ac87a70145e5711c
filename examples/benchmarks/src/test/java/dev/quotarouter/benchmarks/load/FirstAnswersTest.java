package dev.quotarouter.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FirstAnswersTest {
    private static final FirstAnswers PATIENT = new FirstAnswers(Duration.ofMinutes(1));

    private final List<Mode> read = new ArrayList<>();

    @Test
    void one_of_each_mode_is_read() throws Exception {
        PATIENT.require(Contending.BOTH, answering(() -> new Reply("words", 1, 1)));

        assertThat(read).containsExactly(Mode.PLAIN, Mode.STREAMED);
    }

    @Test
    void who_does_not_stream_is_not_asked_to() throws Exception {
        PATIENT.require(Contending.WHOLE, answering(() -> new Reply("words", 1, 1)));

        assertThat(read).containsExactly(Mode.PLAIN);
    }

    @Test
    void an_answer_without_its_tokens_is_none() {
        assertThatThrownBy(() -> PATIENT.require(Contending.BOTH, answering(() -> new Reply("words", 0, 0))))
                .isInstanceOf(IOException.class)
                .hasMessage("the first answer, plain, is none")
                .hasRootCauseMessage("5 characters, 0 and 0 tokens are no reply");
    }

    @Test
    void an_answer_that_does_not_come_is_not_waited_for_for_ever() {
        CountDownLatch never = new CountDownLatch(1);
        Contender silent = answering(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new Reply("words", 1, 1);
        });

        assertThatThrownBy(() -> new FirstAnswers(Duration.ofMillis(50)).require(Contending.BOTH, silent))
                .isInstanceOf(IOException.class)
                .hasMessage("the first answer, plain, did not come within PT0.05S");
        never.countDown();
    }

    private Contender answering(Answer answer) {
        return new Contender() {
            @Override
            public Answer chat() {
                return answerIn(Mode.PLAIN);
            }

            @Override
            public Answer stream(Runnable onChunk) {
                return answerIn(Mode.STREAMED);
            }

            private Answer answerIn(Mode mode) {
                return () -> {
                    read.add(mode);
                    return answer.read();
                };
            }

            @Override
            public void close() {}
        };
    }

    private enum Contending implements Entrant {
        BOTH,
        WHOLE;

        @Override
        public String label() {
            return name();
        }

        @Override
        public boolean ours() {
            return false;
        }

        @Override
        public boolean can(Mode mode) {
            return this == BOTH || mode == Mode.PLAIN;
        }

        @Override
        public Contender open(URI server) {
            throw new UnsupportedOperationException();
        }
    }
}
