package dev.quotarouter.store;

import dev.quotarouter.quota.QuotaSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Uses of one pool on one day, for tests. */
final class Uses {
    static final Instant NOON = Instant.parse("2026-03-02T20:00:00Z");
    static final Instant DAY_END = Instant.parse("2026-03-03T08:00:00Z");
    static final KnownLimits UNKNOWN =
            new KnownLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    static final Set<QuotaSpan> BOTH = Set.of(QuotaSpan.MINUTE, QuotaSpan.DAY);

    private Uses() {}

    static PoolUse use(long number, Instant at, long tokens) {
        return new PoolUse("pool", number, at, DAY_END, tokens);
    }

    /** {@return what is remembered of the pool; nothing at all if it is not} */
    static PoolMemory pool(UsageMemory memory, String name) {
        return memory.pools().getOrDefault(name, new PoolMemory(Optional.empty(), List.of(), PoolKnowledge.NONE));
    }

    static String today(UsageMemory memory) {
        return pool(memory, "pool")
                .today()
                .map(day -> day.requests() + " requests, " + day.tokens() + " tokens until " + day.endsAt())
                .orElse("nothing");
    }
}
