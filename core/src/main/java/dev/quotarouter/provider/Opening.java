package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

/** How the opening of a stream ended. */
public sealed interface Opening {
    /**
     * The reply has begun: its first chunk is there.
     *
     * @param source gives the chunks; whoever gets it closes it
     */
    record Opened(ChunkSource source) implements Opening {
        /** Checks that nothing is null. */
        public Opened {
            requireNonNull(source, "source");
        }
    }

    /**
     * There is no reply. What comes before the first chunk with content, be it under status 200, is a failure like any other.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements Opening {
        /** Checks that nothing is null. */
        public Failed {
            requireNonNull(failure, "failure");
        }
    }
}
