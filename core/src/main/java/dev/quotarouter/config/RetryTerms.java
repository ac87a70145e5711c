package dev.quotarouter.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is said of retries in one place: at a deployment, for a model group, or for the router. What is not said there is said by
 * the next.
 *
 * @param numRetries how many attempts may follow the first, zero or more
 * @param retryAfter how long to wait before the same deployment is asked again, zero or more
 * @param retryPolicy how many attempts may go to the same deployment again, by the class of its error
 */
public record RetryTerms(OptionalInt numRetries, Optional<Duration> retryAfter, Map<ErrorClass, Integer> retryPolicy) {
    /** Nothing is said. */
    public static final RetryTerms NONE = new RetryTerms(OptionalInt.empty(), Optional.empty(), Map.of());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below zero
     */
    public RetryTerms {
        numRetries.ifPresent(retries -> Require.notNegative("numRetries", retries));
        retryAfter.ifPresent(wait -> Require.notNegative("retryAfter", wait));
        retryPolicy.forEach((error, retries) -> Require.notNegative(error.retriesSetting(), retries));
        retryPolicy = PerError.copy(retryPolicy);
    }

    /** {@return these terms with another number of attempts after the first} */
    public RetryTerms withNumRetries(int retries) {
        return new RetryTerms(OptionalInt.of(retries), retryAfter, retryPolicy);
    }

    /** {@return these terms with another time to wait before the same deployment is asked again} */
    public RetryTerms withRetryAfter(Duration wait) {
        return new RetryTerms(numRetries, Optional.of(wait), retryPolicy);
    }

    /** {@return these terms with another number of attempts at the same deployment after such an error} */
    public RetryTerms withRetries(ErrorClass error, int retries) {
        return new RetryTerms(numRetries, retryAfter, PerError.with(retryPolicy, error, retries));
    }

    /** {@return these terms, and where they say nothing those} */
    public RetryTerms or(RetryTerms those) {
        return new RetryTerms(
                numRetries.isPresent() ? numRetries : those.numRetries,
                retryAfter.or(those::retryAfter),
                PerError.or(retryPolicy, those.retryPolicy));
    }

    RetryTerms withPolicy(Map<ErrorClass, Integer> policy) {
        return new RetryTerms(numRetries, retryAfter, policy);
    }
}
