package dev.quotarouter.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a model's replies teach of the time that the next one takes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplyTimeTest {
    private final ReplyTime replyTime = new ReplyTime();

    @Test
    void nothing_is_known_until_a_reply_has_come() {
        assertThat(replyTime.mostNanos()).isZero();
    }

    @Test
    void replies_that_take_the_same_time_leave_little_doubt() {
        learn(2_000, 100);

        assertThat(most()).isBetween(Duration.ofMillis(1_999), Duration.ofMillis(2_050));
    }

    @Test
    void the_more_they_differ_the_longer_is_allowed_for() {
        for (int i = 0; i < 100; i++) {
            learn(1_000, 1);
            learn(3_000, 1);
        }

        assertThat(most()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
    }

    @Test
    void a_model_that_has_become_slow_is_known_to_be_within_a_dozen_replies() {
        learn(1_000, 100);
        learn(10_000, 12);

        assertThat(most()).isGreaterThan(Duration.ofSeconds(9));
    }

    private void learn(long millis, int times) {
        for (int i = 0; i < times; i++) {
            replyTime.learn(Duration.ofMillis(millis));
        }
    }

    private Duration most() {
        return Duration.ofNanos(replyTime.mostNanos());
    }
}
