package dev.quotarouter.openai;

import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.RequestProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a request and what has no effect in it, so that one report has it all. */
final class RequestFindings {
    private static final int MOST_PROBLEMS = 100;

    private final List<RequestProblem> problems = new ArrayList<>();
    private final Set<String> fields = new HashSet<>();
    private final List<String> ignored = new ArrayList<>();
    private int unnamed;

    /** Notes a problem, unless its field has one already: the first is the cause of the rest. */
    void problem(String field, String problem, String remedy) {
        if (!fields.add(field)) {
            return;
        }
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new RequestProblem(field, problem, remedy));
        } else {
            unnamed++;
        }
    }

    void ignored(String field) {
        ignored.add(field);
    }

    List<String> ignored() {
        return ignored;
    }

    /**
     * Ends the reading if anything is wrong.
     *
     * @throws InvalidRequestException with all that is
     */
    void throwIfAny() {
        if (problems.isEmpty()) {
            return;
        }
        List<RequestProblem> report = new ArrayList<>(problems);
        if (unnamed > 0) {
            report.add(new RequestProblem("", "has " + unnamed + " more mistakes", "mend those above first"));
        }
        throw new InvalidRequestException(report);
    }
}
