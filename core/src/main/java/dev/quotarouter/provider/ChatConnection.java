package dev.quotarouter.provider;

import java.util.concurrent.CompletableFuture;

/**
 * The way to one {@link ProviderTarget}. Thread-safe; costs nothing while unused; ends with its provider.
 *
 * <p>A connection calls once: it never retries, never waits for quota, and never throws for what the provider answered.
 */
public interface ChatConnection {
    /**
     * Makes one call on the caller's thread.
     *
     * <p>When the thread is interrupted the call is broken off, the outcome is {@link
     * dev.quotarouter.chat.FailureKind#CANCELLED}, and the thread's interrupt status is set.
     *
     * @return how it ended
     */
    Outcome chat(ChatCall call);

    /**
     * Makes one call without holding the caller's thread.
     *
     * @return how it ended; never completed with an exception. Cancelling it breaks the call off.
     */
    CompletableFuture<Outcome> chatAsync(ChatCall call);
}
