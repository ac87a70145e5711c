package dev.quotarouter.provider;

import java.util.concurrent.CompletableFuture;

/**
 * Where the chunks of an open stream come from. Asked by one thread at a time, and not again before it has answered; {@link
 * #close} may be called by any thread at any time.
 *
 * <p>Never throws for what the provider sent, nor for its silence: both are events.
 */
public interface ChunkSource extends AutoCloseable {
    /**
     * Waits for the next event on the caller's thread.
     *
     * <p>When the thread is interrupted, or the source closed meanwhile, the stream is broken off with {@link
     * dev.quotarouter.chat.FailureKind#CANCELLED}, and an interrupted thread stays so.
     *
     * @return what came
     */
    StreamEvent next();

    /** {@return the next event, once it is there; never completed with an exception} Holds no thread of the caller's. */
    CompletableFuture<StreamEvent> nextAsync();

    /** Breaks the stream off if it has not ended, and frees its connection at once. Idempotent; never throws; never waits. */
    @Override
    void close();
}
