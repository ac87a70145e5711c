package dev.quotarouter.config;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a file and what has no effect in it, so that one report has it all. */
final class Findings {
    private static final int MOST_PROBLEMS = 100;

    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigNotice> notices = new ArrayList<>();
    private final Set<Finding> seen = new HashSet<>();

    /** What stands behind an anchor is read wherever it is used, and reported once. */
    private record Finding(Origin origin, String words) {}

    void problem(Origin origin, String setting, String problem, String remedy) {
        if (seen.add(new Finding(origin, problem))) {
            problems.add(new ConfigProblem(origin.file(), origin.line(), origin.column(), setting, problem, remedy));
        }
    }

    void notice(Origin origin, String setting, String message) {
        if (seen.add(new Finding(origin, message))) {
            notices.add(new ConfigNotice(origin.file(), origin.line(), origin.column(), setting, message));
        }
    }

    /** {@return whether there are so many mistakes that looking for what was meant would take too long} */
    boolean areMany() {
        return problems.size() >= 10 * MOST_PROBLEMS;
    }

    /** {@return what has no effect, in the order of the file} */
    List<ConfigNotice> notices() {
        return notices.stream()
                .sorted(Comparator.comparingInt(ConfigNotice::line).thenComparingInt(ConfigNotice::column))
                .toList();
    }

    /**
     * Ends the reading if anything is wrong.
     *
     * @throws ConfigException with the problems in the order of the file
     */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw exception();
        }
    }

    /** {@return the problems found, at least one, in the order of the file} */
    ConfigException exception() {
        List<ConfigProblem> sorted = problems.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column))
                .toList();
        if (sorted.size() <= MOST_PROBLEMS) {
            return new ConfigException(sorted);
        }
        List<ConfigProblem> report = new ArrayList<>(sorted.subList(0, MOST_PROBLEMS));
        ConfigProblem next = sorted.get(MOST_PROBLEMS);
        String more = (sorted.size() - MOST_PROBLEMS) + " more mistakes follow from here on";
        report.add(new ConfigProblem(
                next.file(), next.line(), next.column(), next.setting(), more, "mend those above first"));
        return new ConfigException(report);
    }
}
