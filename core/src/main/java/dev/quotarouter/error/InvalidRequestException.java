package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import java.util.List;
import java.util.stream.Collectors;

/** The request is wrong, whoever serves it: it has to be changed, not repeated. */
public final class InvalidRequestException extends RouterException {
    private static final long serialVersionUID = 1;

    private final transient List<RequestProblem> problems;

    /** A provider refused the request. */
    public InvalidRequestException(String message, List<Attempt> attempts) {
        super(message, attempts, null);
        this.problems = List.of();
    }

    /**
     * The request could not be read.
     *
     * @param problems at least one
     */
    public InvalidRequestException(List<RequestProblem> problems) {
        super(problems.stream().map(RequestProblem::toString).collect(Collectors.joining("\n")), List.of(), null);
        this.problems = List.copyOf(problems);
    }

    /** {@return the mistakes in a request that was read from text, in the order they were found; empty for any other} */
    public List<RequestProblem> problems() {
        return problems;
    }
}
