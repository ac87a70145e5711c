package dev.quotarouter.error;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration has mistakes: all of them, each with its place and its remedy. No secret is shown. */
public final class ConfigException extends RouterException {
    private static final long serialVersionUID = 1;

    private final transient List<ConfigProblem> problems;

    /**
     * Creates the exception.
     *
     * @param problems at least one
     */
    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")), List.of(), null);
        this.problems = List.copyOf(problems);
    }

    /** {@return the mistakes, in the order of the file; at least one} */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
