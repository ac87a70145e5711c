package dev.quotarouter.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What one call takes of a quota pool: one request and its input tokens.
 *
 * @param pool the pool's name
 * @param number tells this use from every other of the same router
 * @param at when it was reserved
 * @param dayEndsAt when the provider's day ends that it counts in
 * @param tokens the estimated input tokens
 */
public record PoolUse(String pool, long number, Instant at, Instant dayEndsAt, long tokens) {
    /** Checks that nothing is null. */
    public PoolUse {
        requireNonNull(pool, "pool");
        requireNonNull(at, "at");
        requireNonNull(dayEndsAt, "dayEndsAt");
    }
}
