package dev.quotarouter.config;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with the files, what has no effect in them, and what is obeyed, so that one report has it all. */
final class Findings {
    private static final int MOST_PROBLEMS = 100;

    private final List<String> files = new ArrayList<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigNotice> notices = new ArrayList<>();
    private final List<Obeyed> obeyed = new ArrayList<>();
    private final Set<Finding> seen = new HashSet<>();

    /** What stands behind an anchor is read wherever it is used, and reported once. */
    private record Finding(Origin origin, String words) {}

    /** Says that another file is read from here on. */
    void begins(String file) {
        files.add(file);
    }

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

    void obeyed(Obeyed setting) {
        if (seen.add(new Finding(setting.origin(), ""))) {
            obeyed.add(setting);
        }
    }

    /** {@return what has no effect, in the order of the files} */
    List<ConfigNotice> notices() {
        return notices.stream()
                .sorted(Comparator.comparingInt((ConfigNotice notice) -> files.indexOf(notice.file()))
                        .thenComparingInt(ConfigNotice::line)
                        .thenComparingInt(ConfigNotice::column))
                .toList();
    }

    /** {@return what becomes of every setting; these are the mistakes} */
    List<MigrationFinding> report(List<ConfigProblem> mistakes) {
        return new Migration(files, obeyed, notices, mistakes).findings();
    }

    /**
     * Ends the reading if anything is wrong.
     *
     * @throws ConfigException with the problems in the order of the files
     */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw exception();
        }
    }

    /** {@return the problems found, at least one, in the order of the files} */
    ConfigException exception() {
        List<ConfigProblem> sorted = problems.stream()
                .sorted(Comparator.comparingInt((ConfigProblem problem) -> files.indexOf(problem.file()))
                        .thenComparingInt(ConfigProblem::line)
                        .thenComparingInt(ConfigProblem::column))
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
