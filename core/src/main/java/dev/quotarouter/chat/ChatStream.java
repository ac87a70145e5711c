package dev.quotarouter.chat;

import java.util.Iterator;

/**
 * A reply that is read while it is being written.
 *
 * <p>One thread reads; {@link #close()} may be called by any. Close it: until a stream is read to its end or closed it holds
 * its connection and its share of the quota.
 */
public interface ChatStream extends Iterable<ChatChunk>, AutoCloseable {
    /**
     * {@return the chunks as they come, each once} Always the same iterator. Its {@code next} and {@code hasNext} wait for the
     * provider and throw what {@link #response} throws.
     */
    @Override
    Iterator<ChatChunk> iterator();

    /**
     * Reads what is left, if anything is, and gives the whole reply, with every attempt that led to it.
     *
     * @throws dev.quotarouter.error.StreamBrokenException if the stream broke after its first chunk; it has what had arrived
     * @throws dev.quotarouter.error.ChatCancelledException if the thread was interrupted, or the stream or the router closed
     */
    ChatResponse response();

    /** Ends the stream: the connection is free at once, what is known of the cost is settled. Idempotent; never throws. */
    @Override
    void close();
}
