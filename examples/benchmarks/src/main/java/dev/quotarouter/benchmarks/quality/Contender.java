package dev.quotarouter.benchmarks.quality;

/** What a program would have its chats through. */
@FunctionalInterface
interface Contender extends AutoCloseable {
    /** {@return a client that knows nothing yet} */
    ChatClient enter(Scene scene);

    /** Ends what it has started. Does nothing unless said otherwise. */
    @Override
    default void close() {}
}
