package dev.quotarouter.store;

import dev.quotarouter.quota.QuotaSpan;
import java.time.Instant;
import java.util.Set;

/**
 * Remembers, beyond the life of a router, what quota pools have used, what was learned of them, and who was blocked. A shared
 * engine may serve many routers, each of which then knows what the others use.
 *
 * <p>Thread-safe. The router calls it with no lock held, on the thread that is about to make a call or has just made one, so it
 * must answer at once: an engine that asks somebody else bounds its own waiting to milliseconds. Each method needs one round
 * trip at most. A store that throws costs no chat: the router goes on with its own books, and says so once in the log.
 *
 * <p>A pool has a name that stays the same from start to start, whatever else the configuration says: whose quota it is (the
 * project, or a fingerprint of the key), the base model, and a base URL if there is one. No name holds a secret.
 */
public interface UsageStore extends AutoCloseable {
    /**
     * {@return what is remembered and not over}
     *
     * <p>Asked once, before anything else.
     *
     * @param pools the pools that the router has
     * @param owners the keys and projects that the router has
     * @param now the present; what ended before it is left out
     * @throws UsageStoreException if it cannot be read; then there is no router
     */
    UsageMemory recall(Set<String> pools, Set<String> owners, Instant now);

    /**
     * Takes room for a call that is about to be made. The router's own books have room for it.
     *
     * @param limits what the router knows of the pool's limits
     * @return whether the call may be made
     */
    Admission reserve(PoolUse use, KnownLimits limits);

    /**
     * The call has ended, and its prompt was counted.
     *
     * @param use as it was reserved
     * @param tokens the input tokens that take the place of the estimate
     */
    void settle(PoolUse use, long tokens);

    /**
     * The call did not count.
     *
     * @param use as it was reserved
     * @param spans where it did not count: a call that never left, nowhere; one that was refused for quota, only in no day
     */
    void refund(PoolUse use, Set<QuotaSpan> spans);

    /** Remembers what was learned. What was learned before of the same pool or owner gives way to it. */
    void learn(Lesson lesson);

    /** Ends the store. What comes later is refused. */
    @Override
    void close();
}
