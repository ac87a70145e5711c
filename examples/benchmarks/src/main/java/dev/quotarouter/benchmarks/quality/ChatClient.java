package dev.quotarouter.benchmarks.quality;

/** A contender in a scene. Thread-safe: each chat is had on a thread of its own. */
interface ChatClient extends AutoCloseable {
    /**
     * Has one chat.
     *
     * @throws Exception if there is no reply
     */
    void chat(String text) throws Exception;

    @Override
    void close();
}
