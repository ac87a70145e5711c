package dev.quotarouter.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one pool.
 *
 * @param today what was used of the provider's day that has not ended; empty if nothing was
 * @param lastMinute what was used within the last minute, the oldest first
 * @param knowledge what refusals have taught
 */
public record PoolMemory(Optional<Today> today, List<Moment> lastMinute, PoolKnowledge knowledge) {
    /** Copies the list. */
    public PoolMemory {
        requireNonNull(today, "today");
        lastMinute = List.copyOf(lastMinute);
        requireNonNull(knowledge, "knowledge");
    }

    /**
     * What was used of a day, calls included of which nobody knows how they ended.
     *
     * @param endsAt when the day ends
     * @param requests how many calls
     * @param tokens their input tokens
     */
    public record Today(Instant endsAt, long requests, long tokens) {}

    /**
     * What was used at one time.
     *
     * @param at when; never earlier than it was
     * @param requests how many calls
     * @param tokens their input tokens
     */
    public record Moment(Instant at, long requests, long tokens) {}
}
