package dev.quotarouter.store;

import dev.quotarouter.store.PoolMemory.Moment;
import dev.quotarouter.store.PoolMemory.Today;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was used of one pool, and what is known of it. The last minute is kept by the second, each second named by its end, so
 * that a use is never forgotten too early. Not thread-safe: the store's lock guards it.
 */
final class RememberedPool {
    private static final long SECOND_MILLIS = 1_000;
    private static final long MINUTE_MILLIS = 60_000;

    // No day is longer, whatever the clocks of its zone do. One that ends later was named by a clock that ran ahead.
    private static final long LONGEST_DAY_MILLIS = Duration.ofHours(26).toMillis();

    private final int number;
    private final String name;
    private final TreeMap<Long, Amount> minute = new TreeMap<>();
    private Amount day = new Amount();
    private long dayEndsAt = UsageRecords.NONE;
    private PoolKnowledge knowledge = PoolKnowledge.NONE;

    RememberedPool(int number, String name) {
        this.number = number;
        this.name = name;
    }

    private static final class Amount {
        private long requests;
        private long tokens;

        void add(long moreRequests, long moreTokens) {
            requests += moreRequests;
            tokens += moreTokens;
        }
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    void use(long at, long endsAt, long requests, long tokens) {
        if (endsAt != UsageRecords.NONE) {
            addToDay(at, endsAt, requests, tokens);
        }
        if (at != UsageRecords.NONE) {
            addToMinute(at, requests, tokens);
        }
    }

    void known(PoolKnowledge news) {
        knowledge = news;
    }

    /** Forgets what is over. */
    void forgetBefore(long now) {
        if (dayEndsAt <= now || isAheadOf(now)) {
            day = new Amount();
            dayEndsAt = UsageRecords.NONE;
        }
        minute.headMap(now - MINUTE_MILLIS, true).clear();
        // Seconds that have not come yet are from a clock that was set back since.
        List<Amount> ahead = List.copyOf(minute.tailMap(secondOf(now), false).values());
        minute.tailMap(secondOf(now), false).clear();
        ahead.forEach(amount -> addToMinute(now, amount.requests, amount.tokens));
        knowledge = knowledge.at(Instant.ofEpochMilli(now));
    }

    /** {@return whether anything is left to remember} */
    boolean isAnything() {
        return dayEndsAt != UsageRecords.NONE || !minute.isEmpty() || knowledge.isAnything();
    }

    PoolMemory memory() {
        Optional<Today> today = dayEndsAt == UsageRecords.NONE
                ? Optional.empty()
                : Optional.of(new Today(Instant.ofEpochMilli(dayEndsAt), day.requests, day.tokens));
        List<Moment> moments = new ArrayList<>();
        minute.forEach(
                (second, used) -> moments.add(new Moment(Instant.ofEpochMilli(second), used.requests, used.tokens)));
        return new PoolMemory(today, moments, knowledge);
    }

    /** Tells the records that make this pool of nothing, under a number of its own there. */
    void replayTo(UsageRecords records, int as) {
        records.pool(as, name);
        if (dayEndsAt != UsageRecords.NONE) {
            records.use(as, UsageRecords.NONE, dayEndsAt, day.requests, day.tokens);
        }
        minute.forEach((second, used) -> records.use(as, second, UsageRecords.NONE, used.requests, used.tokens));
        if (knowledge.isAnything()) {
            records.known(as, knowledge);
        }
    }

    private void addToDay(long at, long endsAt, long requests, long tokens) {
        if (endsAt > dayEndsAt || (requests > 0 && at != UsageRecords.NONE && isAheadOf(at))) {
            dayEndsAt = endsAt;
            day = new Amount();
        }
        // Told too late for its own day, a use counts today, rather too much than too little; a correction does not.
        if (endsAt == dayEndsAt || requests > 0) {
            day.add(requests, tokens);
        }
    }

    private void addToMinute(long at, long requests, long tokens) {
        Amount second = minute.get(secondOf(at));
        if (second == null && requests > 0) {
            // What is replayed comes by the ends of its seconds, which may not have come yet.
            minute.headMap(at - SECOND_MILLIS - MINUTE_MILLIS, true).clear();
            second = new Amount();
            minute.put(secondOf(at), second);
        }
        if (second != null) {
            second.add(requests, tokens);
        }
    }

    private boolean isAheadOf(long now) {
        return dayEndsAt - now > LONGEST_DAY_MILLIS;
    }

    private static long secondOf(long at) {
        return -Math.floorDiv(-at, SECOND_MILLIS) * SECOND_MILLIS;
    }
}
