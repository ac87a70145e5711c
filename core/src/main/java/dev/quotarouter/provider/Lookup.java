package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

/**
 * What came of asking a provider about itself rather than for a reply.
 *
 * @param <T> what was asked for
 */
public sealed interface Lookup<T> {
    /**
     * The provider answered.
     *
     * @param value its answer
     * @param <T> what was asked for
     */
    record Found<T>(T value) implements Lookup<T> {
        /** Checks that nothing is null. */
        public Found {
            requireNonNull(value, "value");
        }
    }

    /**
     * The provider did not answer.
     *
     * @param failure why
     * @param <T> what was asked for
     */
    record Failed<T>(Failure failure) implements Lookup<T> {
        /** Checks that nothing is null. */
        public Failed {
            requireNonNull(failure, "failure");
        }
    }
}
