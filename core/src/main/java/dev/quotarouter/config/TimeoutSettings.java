package dev.quotarouter.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long things may take.
 *
 * @param timeout how long one attempt may take, more than zero
 * @param streamTimeout how long a stream may be silent, before its first chunk and between chunks; empty for the time-out
 * @param requestDeadline how long a whole request may take, waiting included; empty for what its attempts may take together
 */
public record TimeoutSettings(Duration timeout, Optional<Duration> streamTimeout, Optional<Duration> requestDeadline) {
    /** A minute for an attempt. */
    public static final TimeoutSettings DEFAULT =
            new TimeoutSettings(Duration.ofSeconds(60), Optional.empty(), Optional.empty());

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public TimeoutSettings {
        Require.positive("the timeout", timeout);
        streamTimeout.ifPresent(time -> Require.positive("the stream timeout", time));
        requestDeadline.ifPresent(time -> Require.positive("the request deadline", time));
    }

    /** {@return these settings where the terms say nothing; what they say goes before} */
    public TimeoutSettings with(TimeoutTerms terms) {
        return new TimeoutSettings(
                terms.timeout().orElse(timeout), terms.streamTimeout().or(this::streamTimeout), requestDeadline);
    }

    TimeoutSettings withRequestDeadline(Duration deadline) {
        return new TimeoutSettings(timeout, streamTimeout, Optional.of(deadline));
    }
}
