package dev.quotarouter.cli.batch;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a batch is to be run.
 *
 * @param files where everything is
 * @param model the model of lines that name none
 * @param parallel how many chats may be under way at once; empty for what the minute limits suggest
 * @param strict whether one bad line keeps the batch from beginning
 * @param resume whether to go on with what an earlier run left
 * @param retryFailed whether, when going on, to ask again what failed for good
 */
public record BatchSettings(
        BatchFiles files,
        Optional<String> model,
        OptionalInt parallel,
        boolean strict,
        boolean resume,
        boolean retryFailed) {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if no chat could be under way
     */
    public BatchSettings {
        if (parallel.isPresent() && parallel.getAsInt() < 1) {
            throw new IllegalArgumentException("parallel must be 1 or more, not " + parallel.getAsInt());
        }
    }
}
