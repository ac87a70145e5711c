package dev.quotarouter.benchmarks.load;

import java.io.IOException;

/**
 * One way to have a chat, the same for all. Its request is made beforehand, in its own types; what is written for it, sent
 * and read happens in every call. Thread-safe. A call that fails throws.
 */
public interface Contender extends AutoCloseable {
    /** {@return the answer, read as a whole} */
    Answer chat() throws IOException;

    /**
     * {@return the answer, read as it comes}
     *
     * @param onChunk told of each piece once it is there; by any thread, but always before this returns
     */
    Answer stream(Runnable onChunk) throws IOException;

    @Override
    void close();
}
