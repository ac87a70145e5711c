package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.internal.admission.AttemptTerms;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.provider.Failure;
import java.time.Duration;
import java.util.EnumMap;
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
    // As good as for ever, and still a number of nanoseconds.
    static final Duration LONGEST = Duration.ofDays(100 * 365);

    private static final long AGAIN_STEP_MILLIS = 100;

    /** Copies the map; durations of more than a century are read as a century. */
    public AttemptPolicy {
        retriesByKind = Map.copyOf(retriesByKind);
        retryAfter = atMostLongest(retryAfter);
    }

    /** {@return what holds at a deployment with these terms} */
    AttemptPolicy with(AttemptTerms terms) {
        if (terms.equals(AttemptTerms.NONE)) {
            return this;
        }
        Map<FailureKind, Integer> byKind = new EnumMap<>(FailureKind.class);
        byKind.putAll(retriesByKind);
        byKind.putAll(terms.retriesByKind());
        return new AttemptPolicy(
                terms.retries().orElse(retries), byKind, terms.retryAfter().orElse(retryAfter), requestDeadline);
    }

    int retriesOnSame(FailureKind kind, int unlessSet) {
        return retriesByKind.getOrDefault(kind, unlessSet);
    }

    /**
     * {@return from when on a deployment that failed may be asked again; {@link QuotaPool#NEVER} if not for this request}
     *
     * @param failures how often it has failed in this way for this request
     */
    long againAt(FailureKind kind, Verdict verdict, long failures, Failure failure, long now) {
        if (failures > retriesOnSame(kind, verdict.repeats())) {
            return QuotaPool.NEVER;
        }
        long asked = failure.retryAfter().map(Duration::toMillis).orElse(0L);
        long delay = Math.max(asked, retryAfter.toMillis());
        // Rounded up, so that those who are refused at about the same time wait as one kind.
        return delay == 0 ? now : (now + delay + AGAIN_STEP_MILLIS - 1) / AGAIN_STEP_MILLIS * AGAIN_STEP_MILLIS;
    }

    /**
     * {@return how long the request may take}
     *
     * @param asked what its caller says
     * @param most how many attempts may follow the first
     * @param longestTimeout the longest that one of its attempts may take
     */
    Duration deadline(Optional<Duration> asked, int most, Duration longestTimeout) {
        Optional<Duration> said = asked.isPresent() ? asked : requestDeadline;
        return said.isPresent() ? atMostLongest(said.get()) : times(1L + most, atMostLongest(longestTimeout));
    }

    // In nanoseconds, as a duration multiplies by way of decimals.
    private static Duration times(long factor, Duration duration) {
        long nanos = duration.toNanos();
        return nanos > LONGEST.toNanos() / factor ? LONGEST : Duration.ofNanos(nanos * factor);
    }

    private static Duration atMostLongest(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
    }
}
