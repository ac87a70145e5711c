package dev.quotarouter.config;

import dev.quotarouter.error.ConfigProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes of what a reading found the report that has every setting once: a section is not told, what stands in it is. */
final class Migration {
    /** What holds settings and is none itself, also where nothing in it is obeyed. */
    private static final Set<String> SECTIONS = Set.of(
            "model_list",
            "router_settings",
            "general_settings",
            "litellm_settings",
            "environment_variables",
            "credential_list",
            "credential_values",
            "litellm_params",
            "params",
            "model_info");

    private final List<String> files;
    private final List<Obeyed> obeyed;
    private final List<ConfigNotice> notices;
    private final List<ConfigProblem> mistakes;
    private final NavigableSet<String> paths = new TreeSet<>();
    private final Set<String> told = new HashSet<>();

    Migration(List<String> files, List<Obeyed> obeyed, List<ConfigNotice> notices, List<ConfigProblem> mistakes) {
        this.files = files;
        this.obeyed = obeyed;
        this.notices = notices;
        this.mistakes = mistakes;
        obeyed.forEach(setting -> paths.add(setting.path()));
        notices.forEach(notice -> told.add(place(notice.file(), notice.setting())));
        mistakes.forEach(mistake -> {
            paths.add(mistake.setting());
            told.add(place(mistake.file(), mistake.setting()));
        });
    }

    private static String place(String file, String setting) {
        return file + ":" + setting;
    }

    List<MigrationFinding> findings() {
        List<MigrationFinding> findings = new ArrayList<>();
        for (Obeyed setting : obeyed) {
            if (!isSection(setting) && !told.contains(place(setting.origin().file(), setting.path()))) {
                findings.add(finding(setting));
            }
        }
        notices.forEach(notice -> findings.add(finding(notice)));
        mistakes.forEach(mistake -> findings.add(finding(mistake)));
        addDefaults(findings);
        return sorted(findings, files);
    }

    /** {@return the findings and some more, in the order of the files} */
    static List<MigrationFinding> with(List<MigrationFinding> findings, List<MigrationFinding> more) {
        List<MigrationFinding> all = new ArrayList<>(findings);
        all.addAll(more);
        return sorted(all, all.stream().map(MigrationFinding::file).distinct().toList());
    }

    private static List<MigrationFinding> sorted(List<MigrationFinding> findings, List<String> files) {
        return findings.stream()
                .sorted(Comparator.comparing((MigrationFinding finding) -> !finding.isWritten())
                        .thenComparing(finding -> files.indexOf(finding.file()))
                        .thenComparing(MigrationFinding::line)
                        .thenComparing(MigrationFinding::column))
                .toList();
    }

    private boolean isSection(Obeyed setting) {
        String path = setting.path();
        return SECTIONS.contains(setting.name())
                || begins(paths.ceiling(path + "."), path + ".")
                || begins(paths.ceiling(path + "["), path + "[");
    }

    private static boolean begins(@Nullable String path, String beginning) {
        return path != null && path.startsWith(beginning);
    }

    private MigrationFinding finding(Obeyed setting) {
        Optional<String> there = Differences.of(setting, obeyed);
        return MigrationFinding.at(
                setting.origin(),
                setting.path(),
                there.isPresent() ? MigrationVerdict.NEVER_THERE : MigrationVerdict.AS_THERE,
                there.orElse(""));
    }

    static MigrationFinding finding(ConfigNotice notice) {
        String prefix = Setting.Standing.NOT_YET.prefix();
        boolean notYet = notice.message().startsWith(prefix);
        return new MigrationFinding(
                notice.file(),
                notice.line(),
                notice.column(),
                notice.setting(),
                notYet ? MigrationVerdict.NOT_YET : MigrationVerdict.NO_EFFECT,
                notYet ? notice.message().substring(prefix.length()) : notice.message());
    }

    static MigrationFinding finding(ConfigProblem mistake) {
        return new MigrationFinding(
                mistake.file(),
                mistake.line(),
                mistake.column(),
                mistake.setting(),
                MigrationVerdict.MISTAKE,
                mistake.problem() + "; " + mistake.remedy());
    }

    private boolean isWritten(String path) {
        return paths.contains(path)
                || notices.stream().anyMatch(notice -> notice.setting().equals(path));
    }

    private void addDefaults(List<MigrationFinding> findings) {
        String file = files.isEmpty() ? "" : files.get(0);
        Differences.defaults().forEach((name, words) -> {
            String twin = name.equals("timeout") ? "request_timeout" : name;
            boolean isWritten = isWritten("router_settings." + name) || isWritten("litellm_settings." + twin);
            if (!isWritten) {
                findings.add(new MigrationFinding(
                        file, 0, 0, "router_settings." + name, MigrationVerdict.OTHER_DEFAULT, words));
            }
        });
    }
}
