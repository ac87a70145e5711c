package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a stream may be silent; what is silent for longer has failed with {@link dev.quotarouter.chat.FailureKind#TIMEOUT}.
 *
 * @param firstChunk until the first chunk with content is there; positive
 * @param silence between any two words from the provider; positive
 */
public record StreamLimits(Duration firstChunk, Duration silence) {
    /** Checks that nothing is null. */
    public StreamLimits {
        requireNonNull(firstChunk, "firstChunk");
        requireNonNull(silence, "silence");
    }
}
