package dev.quotarouter.benchmarks.load;

import java.io.IOException;

/** How the answer is wanted. */
public enum Mode {
    /** As a whole. */
    PLAIN,
    /** As it comes. */
    STREAMED;

    /** Has the chat in this mode; of a whole answer there are no pieces to tell of. */
    Answer call(Contender contender, Runnable onChunk) throws IOException {
        return switch (this) {
            case PLAIN -> contender.chat();
            case STREAMED -> contender.stream(onChunk);
        };
    }
}
