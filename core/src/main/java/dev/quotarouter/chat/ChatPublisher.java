package dev.quotarouter.chat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * A reply that is published while it is being written, as fast as its subscriber asks for it.
 *
 * <p>Follows the rules of Reactive Streams. Nothing is called before someone asks for a chunk; there can be one subscriber, a
 * second one gets an {@link IllegalStateException}. Cancelling frees the connection at once. Signals come one at a time, on
 * the thread that asks or on one of the provider's or the scheduler's: do nothing long in them. A deadline is noticed when
 * something is asked for or arrives: whoever asks for nothing is told nothing. Thread-safe.
 */
public interface ChatPublisher extends Flow.Publisher<ChatChunk> {
    /**
     * {@return the whole reply, once the stream has ended} Completes with the exception that the subscriber gets, or with a
     * {@link dev.quotarouter.error.ChatCancelledException} if it cancels. Cancelling this future does not end the stream.
     */
    CompletableFuture<ChatResponse> response();
}
