package dev.quotarouter.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where findings are written: for each part its tables, its pictures, and every sample. */
public final class ReportFiles {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final MachineDescription machine;

    /**
     * Files in a folder, which is made if it is missing.
     *
     * @param folder where
     * @param machine what was measured on
     */
    public ReportFiles(Path folder, MachineDescription machine) {
        this.folder = folder;
        this.machine = machine;
    }

    /**
     * Writes what a part found.
     *
     * @param name the files' name
     * @param command how it was measured, for whoever wants to do it again
     * @param findings what was found
     * @return the tables, as they were written
     * @throws IOException if the folder cannot be written to
     */
    public String write(String name, String command, Findings findings) throws IOException {
        Files.createDirectories(folder);
        String markdown = markdown(command, findings);
        Files.writeString(folder.resolve(name + ".md"), markdown);
        Files.writeString(folder.resolve(name + ".json"), MAPPER.writeValueAsString(json(command, findings)) + "\n");
        for (BarChart chart : findings.charts()) {
            Files.writeString(folder.resolve(chart.name() + ".svg"), chart.svg());
        }
        return markdown;
    }

    private Map<String, Object> json(String command, Findings findings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", machine.words());
        json.put("versions", findings.versions());
        json.put("command", command);
        json.put("highlights", findings.highlights());
        json.put("samples", findings.samples());
        return json;
    }

    private String markdown(String command, Findings findings) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(findings.title()).append("\n\n");
        text.append("Written by the benchmarks themselves; [what it means](../benchmarks.md). To repeat it:\n\n");
        text.append("```sh\n").append(command).append("\n```\n\n| | |\n|---|---|\n");
        machine.words().forEach((what, words) -> text.append(line(what, words)));
        findings.versions().forEach((what, version) -> text.append(line(what, version)));
        findings.tables().forEach(table -> text.append(table.markdown()));
        for (BarChart chart : findings.charts()) {
            text.append("\n![")
                    .append(chart.title())
                    .append("](")
                    .append(chart.name())
                    .append(".svg)\n");
        }
        return text.toString();
    }

    private static String line(String what, String words) {
        return "| " + what + " | " + words + " |\n";
    }
}
