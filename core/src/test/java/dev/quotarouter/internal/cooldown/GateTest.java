package dev.quotarouter.internal.cooldown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.internal.cooldown.Gate.Block;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What only a person can mend stays shut. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GateTest {
    private static final Instant NOON = Instant.parse("2026-03-03T20:00:00Z");
    private static final Block EXPIRED = new Block(FailureKind.KEY_REJECTED, "expired", NOON);

    private final Gate gate = new Gate("key-1");

    @Test
    void a_gate_is_open_until_it_is_shut() {
        assertThat(gate.name()).isEqualTo("key-1");
        assertThat(gate.isShut()).isFalse();
        assertThat(gate.block()).isEmpty();
    }

    @Test
    void a_shut_gate_tells_why() {
        assertThat(gate.shut(EXPIRED)).isTrue();

        assertThat(gate.isShut()).isTrue();
        assertThat(gate.block()).contains(EXPIRED);
    }

    @Test
    void shutting_it_again_is_no_news_and_keeps_the_first_reason() {
        boolean news = gate.shut(EXPIRED);
        boolean newsAgain = gate.shut(new Block(FailureKind.KEY_REJECTED, "leaked", NOON.plusSeconds(1)));

        assertThat(news).isTrue();
        assertThat(newsAgain).isFalse();
        assertThat(gate.block()).contains(EXPIRED);
    }
}
