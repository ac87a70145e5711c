package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.error.ConfigProblem;
import java.util.List;
import java.util.Optional;

/**
 * What a file that was written for LiteLLM does here, setting by setting.
 *
 * @param config what was read; empty if there are mistakes
 * @param findings every setting once, in the order of the files; what is not written stands at the end
 */
public record MigrationReport(Optional<RouterConfig> config, List<MigrationFinding> findings) {
    /** Copies the list. */
    public MigrationReport {
        requireNonNull(config, "config");
        findings = List.copyOf(findings);
    }

    /** {@return a report that also has these, which were found when a router was made of the configuration} */
    public MigrationReport withNotices(List<ConfigNotice> notices) {
        return new MigrationReport(
                config,
                Migration.with(
                        findings, notices.stream().map(Migration::finding).toList()));
    }

    /** {@return a report that also has these, which were found when a router was to be made of the configuration} */
    public MigrationReport withMistakes(List<ConfigProblem> mistakes) {
        return new MigrationReport(
                Optional.empty(),
                Migration.with(
                        findings, mistakes.stream().map(Migration::finding).toList()));
    }

    /** {@return the findings of this verdict, in order} */
    public List<MigrationFinding> of(MigrationVerdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).toList();
    }
}
