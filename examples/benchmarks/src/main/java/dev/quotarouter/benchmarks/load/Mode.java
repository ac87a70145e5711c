package dev.quotarouter.benchmarks.load;

import java.io.IOException;
import java.util.Locale;

/** How the answer is wanted. */
public enum Mode {
    /** As a whole. */
    PLAIN,
    /** As it comes. */
    STREAMED;

    /** {@return its word in titles and messages} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Has the chat in this mode; of a whole answer there are no pieces to tell of. */
    Answer call(Contender contender, Runnable onChunk) throws IOException {
        return switch (this) {
            case PLAIN -> contender.chat();
            case STREAMED -> contender.stream(onChunk);
        };
    }
}
