package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.ConfigNotice;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import java.util.ArrayList;
import java.util.List;

/** What is found amiss while a configuration is put to work: mistakes, all in one report, and what is worth a word. */
final class Report {
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigNotice> notices = new ArrayList<>();

    void problem(Deployment deployment, String setting, String problem, String remedy) {
        problems.add(deployment
                .origin()
                .map(at -> new ConfigProblem(at.file(), at.line(), at.column(), setting, problem, remedy))
                .orElseGet(() -> new ConfigProblem("builder", 0, 0, deployment + "." + setting, problem, remedy)));
    }

    void notice(Deployment deployment, String setting, String message) {
        notices.add(deployment
                .origin()
                .map(at -> new ConfigNotice(at.file(), at.line(), at.column(), setting, message))
                .orElseGet(() -> new ConfigNotice("builder", 0, 0, deployment + "." + setting, message)));
    }

    List<ConfigNotice> notices() {
        return List.copyOf(notices);
    }

    /**
     * Goes on only if there is no mistake.
     *
     * @throws ConfigException with all of them
     */
    void requireNoProblem() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
