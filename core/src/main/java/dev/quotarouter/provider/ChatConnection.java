package dev.quotarouter.provider;

import java.time.Duration;
import java.util.List;
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

    /**
     * Opens a stream on the caller's thread: returns as soon as the reply has begun, or failed to.
     *
     * <p>Interruption is as in {@link #chat}. The call's {@link ChatCall#timeout()} bounds the stream to its last chunk.
     *
     * @param limits how long it may be silent
     * @return how that ended
     */
    Opening stream(ChatCall call, StreamLimits limits);

    /**
     * Opens a stream without holding the caller's thread.
     *
     * @param limits how long it may be silent
     * @return how that ended; never completed with an exception. Cancelling it breaks the call off, and closes a source that
     *     nobody has received
     */
    CompletableFuture<Opening> streamAsync(ChatCall call, StreamLimits limits);

    /**
     * {@return how many input tokens the provider counts for the request; never completed with an exception} Costs nothing of
     * what chats may use.
     */
    CompletableFuture<Lookup<Long>> countTokens(ChatCall call);

    /**
     * {@return what the provider says of the target's model; never completed with an exception} Costs nothing of what chats
     * may use; asked each time, so that it says whether key and model are well now.
     *
     * @param timeout how long that may take; positive
     */
    CompletableFuture<Lookup<ModelInfo>> model(Duration timeout);

    /**
     * {@return the models that the key opens; never completed with an exception} Costs nothing of what chats may use.
     *
     * @param timeout how long that may take; positive
     */
    CompletableFuture<Lookup<List<ModelInfo>>> models(Duration timeout);
}
