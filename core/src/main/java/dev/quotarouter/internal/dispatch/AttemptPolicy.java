package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How often and how long a request is attempted.
 *
 * @param retries how many attempts may follow the first, failovers included
 * @param retriesByKind how many of them may go to a deployment that has failed in this way; more than {@code retries} raises
 *     the whole budget for a request that meets the kind
 * @param retryAfter how long to wait before a deployment that has failed is asked again
 * @param requestDeadline how long a request may take whose caller sets no deadline; empty for attempts × time-out
 */
public record AttemptPolicy(
        int retries, Map<FailureKind, Integer> retriesByKind, Duration retryAfter, Optional<Duration> requestDeadline) {
    /** Copies the map. */
    public AttemptPolicy {
        retriesByKind = Map.copyOf(retriesByKind);
    }

    int retriesOnSame(FailureKind kind, int unlessSet) {
        return retriesByKind.getOrDefault(kind, unlessSet);
    }

    Duration deadline(Duration longestTimeout) {
        return requestDeadline.orElse(longestTimeout.multipliedBy(1L + retries));
    }
}
