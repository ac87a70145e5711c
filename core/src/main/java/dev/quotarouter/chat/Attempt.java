package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One call to one deployment, and how it ended.
 *
 * @param deployment the deployment's id
 * @param model the model that was called, with its provider: {@code gemini/gemini-2.5-pro}
 * @param startedAt when the call was made
 * @param duration how long it took; for a stream until its end, the reader's own pace included
 * @param inputTokens the input tokens that were reserved for it
 * @param failure what went wrong; empty if it succeeded
 * @param message the provider's words, without secrets; empty if it succeeded
 */
public record Attempt(
        String deployment,
        String model,
        Instant startedAt,
        Duration duration,
        long inputTokens,
        Optional<FailureKind> failure,
        String message) {
    /** Checks that nothing is null. */
    public Attempt {
        requireNonNull(deployment, "deployment");
        requireNonNull(model, "model");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(duration, "duration");
        requireNonNull(failure, "failure");
        requireNonNull(message, "message");
    }

    /** {@return whether the attempt brought the reply} */
    public boolean succeeded() {
        return failure.isEmpty();
    }

    @Override
    public String toString() {
        String ending = failure.map(kind -> kind + " (" + message + ")").orElse("ok");
        return deployment + " " + duration.toMillis() + " ms " + ending;
    }
}
