package dev.quotarouter.cli;

import dev.quotarouter.config.MigrationFinding;
import dev.quotarouter.config.MigrationReport;
import dev.quotarouter.config.MigrationVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report in lines, verdict by verdict. Settings of the same name about which the same is said are one line, with the place
 * of the first and how many there are. Mistakes are not in it: they stand alone, one line each.
 */
final class MigrationLines {
    private MigrationLines() {}

    static List<String> of(MigrationReport report) {
        List<String> lines = new ArrayList<>();
        for (MigrationVerdict verdict : MigrationVerdict.values()) {
            List<MigrationFinding> findings = report.of(verdict);
            if (verdict != MigrationVerdict.MISTAKE && !findings.isEmpty()) {
                lines.add(lines.isEmpty() ? heading(verdict) : System.lineSeparator() + heading(verdict));
                lines.addAll(alike(findings));
            }
        }
        return lines;
    }

    /** {@return {@code FILE:LINE:COLUMN: setting: words}, without what is not there} */
    static String line(MigrationFinding finding) {
        return line(finding, finding.setting());
    }

    private static List<String> alike(List<MigrationFinding> findings) {
        Map<String, List<MigrationFinding>> alike = new LinkedHashMap<>();
        for (MigrationFinding finding : findings) {
            String what = finding.file() + ":" + pattern(finding) + ":" + finding.words();
            alike.computeIfAbsent(what, first -> new ArrayList<>()).add(finding);
        }
        return alike.values().stream()
                .map(same -> same.size() == 1
                        ? line(same.get(0))
                        : line(same.get(0), pattern(same.get(0)) + " (" + same.size() + " times)"))
                .toList();
    }

    private static String line(MigrationFinding finding, String setting) {
        String place =
                finding.isWritten() ? finding.file() + ":" + finding.line() + ":" + finding.column() : finding.file();
        String words = finding.words().isEmpty() ? "" : ": " + finding.words();
        return place + ": " + setting + words;
    }

    private static String pattern(MigrationFinding finding) {
        return finding.setting().replaceAll("\\[[0-9]+]", "[]");
    }

    private static String heading(MigrationVerdict verdict) {
        return Character.toUpperCase(verdict.words().charAt(0))
                + verdict.words().substring(1);
    }
}
