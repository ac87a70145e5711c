package dev.quotarouter.internal.admission;

import dev.quotarouter.chat.FailureKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is said of attempts that follow a deployment's failures, by itself or for the model group that led to it: it goes before
 * what is said for the router.
 *
 * @param retries how many attempts may follow the first
 * @param retriesByKind how many of them may go to the deployment again after such a failure
 * @param retryAfter how long to wait before it is asked again
 */
public record AttemptTerms(
        OptionalInt retries, Map<FailureKind, Integer> retriesByKind, Optional<Duration> retryAfter) {
    /** Nothing is said. */
    public static final AttemptTerms NONE = new AttemptTerms(OptionalInt.empty(), Map.of(), Optional.empty());

    /** Copies the map. */
    public AttemptTerms {
        retriesByKind = Map.copyOf(retriesByKind);
    }
}
