package dev.quotarouter.error;

import static java.util.Objects.requireNonNull;

/**
 * One mistake in a request that came as text. Nothing of the request's contents is shown.
 *
 * @param field where it is: {@code messages[2].content[0].type}; empty for the request as a whole
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record RequestProblem(String field, String problem, String remedy) {
    /** Checks that nothing is null. */
    public RequestProblem {
        requireNonNull(field, "field");
        requireNonNull(problem, "problem");
        requireNonNull(remedy, "remedy");
    }

    /** {@return the problem in the form {@code field: problem; remedy}} */
    @Override
    public String toString() {
        return (field.isEmpty() ? "the request" : field) + ": " + problem + "; " + remedy;
    }
}
