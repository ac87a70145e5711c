package dev.quotarouter.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.simulation.FastTime;
import dev.quotarouter.simulator.GeminiSimulator;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveContendersTest {
    /** Each of the ten projects has one call. */
    private static final MidnightWorld ONE_CALL_EACH =
            new MidnightWorld(new MidnightWorld.Quota(1, 1), 60, Duration.ofHours(5), Duration.ofSeconds(30));

    @Test
    void the_router_spends_every_project_and_is_never_refused() throws Exception {
        GeminiAccount account = elevenChats(LiveEntrant.QUOTA_ROUTER);

        assertThat(account.served()).isEqualTo(10);
        assertThat(account.refused()).isZero();
    }

    @Test
    void round_robin_spends_every_project_and_is_refused_three_times_for_the_chat_that_is_too_many() throws Exception {
        GeminiAccount account = elevenChats(LiveEntrant.ROUND_ROBIN);

        assertThat(account.served()).isEqualTo(10);
        assertThat(account.refused()).isEqualTo(3);
    }

    @Test
    void the_model_router_spends_every_project_and_is_refused() throws Exception {
        GeminiAccount account = elevenChats(LiveEntrant.MODEL_ROUTER);

        assertThat(account.served()).isEqualTo(10);
        assertThat(account.refused()).isPositive();
    }

    /** Ten chats that have replies, and one that finds nothing left. */
    private static GeminiAccount elevenChats(LiveEntrant entrant) throws Exception {
        FastTime time = new FastTime(ONE_CALL_EACH.start(), 1);
        try (GeminiSimulator gemini = ONE_CALL_EACH.gemini(time.clock(), 60);
                Contender contender = entrant.open();
                ChatClient client = contender.enter(new Scene(gemini.url(), ONE_CALL_EACH, time))) {
            for (int i = 0; i < 10; i++) {
                client.chat("Say the number " + i + ".");
            }
            assertThatThrownBy(() -> client.chat("Say one more.")).isInstanceOf(Exception.class);
            return GeminiAccount.of(gemini.calls(), ONE_CALL_EACH.midnight());
        }
    }
}
