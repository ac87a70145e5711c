package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatChunk;

/** What a stream brings next. After an {@link End} or a {@link Broken} it brings the same again. */
public sealed interface StreamEvent {
    /**
     * More of the reply.
     *
     * @param chunk what arrived
     */
    record Chunk(ChatChunk chunk) implements StreamEvent {
        /** Checks that nothing is null. */
        public Chunk {
            requireNonNull(chunk, "chunk");
        }
    }

    /** The reply is whole: every candidate has its finish reason. */
    record End() implements StreamEvent {}

    /**
     * The reply stays a fragment.
     *
     * @param failure why
     */
    record Broken(Failure failure) implements StreamEvent {
        /** Checks that nothing is null. */
        public Broken {
            requireNonNull(failure, "failure");
        }
    }
}
