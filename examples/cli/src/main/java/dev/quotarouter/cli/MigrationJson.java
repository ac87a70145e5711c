package dev.quotarouter.cli;

import dev.quotarouter.config.MigrationFinding;
import dev.quotarouter.config.MigrationReport;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report as JSON: {@code {"valid": …, "settings": [{"file", "line", "column", "setting", "verdict", "words"}, …]}}. */
final class MigrationJson {
    private MigrationJson() {}

    static String of(MigrationReport report) {
        JsonMapper json = JsonMapper.shared();
        ObjectNode root = json.createObjectNode();
        root.put("valid", report.config().isPresent());
        ArrayNode settings = root.putArray("settings");
        for (MigrationFinding finding : report.findings()) {
            ObjectNode setting = settings.addObject().put("file", finding.file());
            if (finding.isWritten()) {
                setting.put("line", finding.line()).put("column", finding.column());
            }
            setting.put("setting", finding.setting())
                    .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
                    .put("words", finding.words());
        }
        return root.toPrettyString();
    }
}
