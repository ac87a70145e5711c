package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Two keys of one project, of which nobody said that they are. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SharedProjectTest {
    private static final int RPM = 10;

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final Deque<Long> served = new ArrayDeque<>();
    private int refused;
    private final ScriptedProvider provider = new ScriptedProvider().answer((target, call) -> count());

    @Test
    void are_found_out_share_one_quota_from_then_on_and_status_says_so() {
        try (QuotaRouter router = Routers.with(provider, time)
                .deployment(deployment("m").apiKey("secret-1").id("a").rpm(RPM).build())
                .deployment(deployment("m").apiKey("secret-2").id("b").rpm(RPM).build())
                .deployment(deployment("n").apiKey("secret-1").id("c").rpm(0).build())
                .build()) {
            assertThat(router.status().pools())
                    .allMatch(pool -> pool.sharedWith().isEmpty());
            askFor(router, Duration.ofMinutes(40));

            List<PoolStatus> pools = router.status().pools();
            assertThat(pools.get(0).sharedWith()).containsExactly(pools.get(1).id());
            assertThat(pools.get(1).sharedWith()).containsExactly(pools.get(0).id());
            assertThat(pools.get(2).sharedWith()).isEmpty();
            assertThat(pools.get(0).windows()).isEqualTo(pools.get(1).windows());

            int before = refused;
            int calls = provider.calls().size();
            askFor(router, Duration.ofMinutes(40));
            assertThat(refused).isEqualTo(before);
            assertThat(provider.calls().size() - calls).isBetween(39 * RPM, 41 * RPM);
        }
    }

    private void askFor(QuotaRouter router, Duration duration) {
        ChatRequest hurried = ChatRequest.builder("chat")
                .user("hello")
                .deadline(Duration.ofMillis(1))
                .build();
        for (long seconds = 0; seconds < duration.toSeconds(); seconds++) {
            time.advance(Duration.ofSeconds(1));
            try {
                router.chat(hurried);
            } catch (QuotaExhaustedException e) {
                assertThat(e.refusals()).isNotEmpty();
            }
        }
    }

    private Outcome count() {
        long now = time.now().toEpochMilli();
        while (!served.isEmpty() && served.getFirst() + 60_000 <= now) {
            served.removeFirst();
        }
        if (served.size() < RPM) {
            served.add(now);
            return ScriptedProvider.ok();
        }
        refused++;
        return failed(Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "as scripted")
                .violations(
                        List.of(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, OptionalLong.of(RPM)))));
    }
}
