package dev.quotarouter.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What is said of time in one place: at a deployment or for the router. What is not said there is said by the next.
 *
 * @param timeout how long one attempt may take, more than zero
 * @param streamTimeout how long a stream may be silent, before its first chunk and between chunks; more than zero
 */
public record TimeoutTerms(Optional<Duration> timeout, Optional<Duration> streamTimeout) {
    /** Nothing is said. */
    public static final TimeoutTerms NONE = new TimeoutTerms(Optional.empty(), Optional.empty());

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public TimeoutTerms {
        timeout.ifPresent(time -> Require.positive("the timeout", time));
        streamTimeout.ifPresent(time -> Require.positive("the stream timeout", time));
    }

    /** {@return these terms with another time for one attempt} */
    public TimeoutTerms withTimeout(Duration time) {
        return new TimeoutTerms(Optional.of(time), streamTimeout);
    }

    /** {@return these terms with another silence of streams} */
    public TimeoutTerms withStreamTimeout(Duration time) {
        return new TimeoutTerms(timeout, Optional.of(time));
    }

    /** {@return these terms, and where they say nothing those} */
    public TimeoutTerms or(TimeoutTerms those) {
        return new TimeoutTerms(timeout.or(those::timeout), streamTimeout.or(those::streamTimeout));
    }
}
