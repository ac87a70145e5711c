package dev.quotarouter.simulator;

import java.time.Duration;
import java.util.Optional;

/** What a refusal by the books says about when to come back. */
public enum RetryHint {
    /** The truth: on a spent day, the hours until midnight. */
    EXACT,
    /** The truth for a minute, but some seconds for a spent day, as Google often does. */
    SHORT_ON_DAY,
    /** Nothing. */
    ABSENT;

    private static final Duration SHORT_HINT = Duration.ofSeconds(22);

    /** {@return when to come back, as far as the refusal says so} */
    Optional<Duration> of(Admission.Refused refused) {
        return switch (this) {
            case EXACT -> Optional.of(refused.retryIn());
            case SHORT_ON_DAY ->
                Optional.of(refused.violates(QuotaWindow.REQUESTS_PER_DAY) ? SHORT_HINT : refused.retryIn());
            case ABSENT -> Optional.empty();
        };
    }
}
