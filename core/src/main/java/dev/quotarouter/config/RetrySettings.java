package dev.quotarouter.config;

import java.time.Duration;
import java.util.Map;

/**
 * How the router goes on after a failure.
 *
 * @param numRetries how many attempts may follow the first, failovers included; zero or more
 * @param retryAfter how long to wait before the same deployment is asked again, zero or more
 * @param retryPolicy how many attempts may go to the same deployment again, by the class of its error
 * @param retryBudget how many attempts the whole router may add after failures, for each request of the last minute
 */
public record RetrySettings(
        int numRetries, Duration retryAfter, Map<ErrorClass, Integer> retryPolicy, double retryBudget) {
    /** Three attempts, as much elsewhere as can be, and a fifth more calls than requests in an outage. */
    public static final RetrySettings DEFAULT = new RetrySettings(2, Duration.ZERO, Map.of(), 0.2);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below zero
     */
    public RetrySettings {
        Require.notNegative("numRetries", numRetries);
        Require.notNegative("retryAfter", retryAfter);
        Require.notNegative("the retry budget", retryBudget);
        retryPolicy.forEach((error, retries) -> Require.notNegative(error.retriesSetting(), retries));
        retryPolicy = PerError.copy(retryPolicy);
    }

    /** {@return these settings where the terms say nothing; what they say goes before} */
    public RetrySettings with(RetryTerms terms) {
        return new RetrySettings(
                terms.numRetries().orElse(numRetries),
                terms.retryAfter().orElse(retryAfter),
                PerError.or(terms.retryPolicy(), retryPolicy),
                retryBudget);
    }

    RetrySettings withRetryBudget(double share) {
        return new RetrySettings(numRetries, retryAfter, retryPolicy, share);
    }
}
