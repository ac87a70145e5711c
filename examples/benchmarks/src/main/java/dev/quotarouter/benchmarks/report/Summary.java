package dev.quotarouter.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The highlights of all parts, as they were last measured, in one table: what the README quotes. */
public final class Summary {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path folder;

    /**
     * Of the files in a folder.
     *
     * @param folder where the parts' results are
     */
    public Summary(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes {@code summary.md} anew.
     *
     * @param parts the names of the parts, in order; those without results are left out
     * @throws IOException if the folder cannot be read or written to
     */
    public void write(List<String> parts) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String part : parts) {
            Path results = folder.resolve(part + ".json");
            if (Files.exists(results)) {
                MAPPER.readTree(Files.readString(results))
                        .path("highlights")
                        .forEach(each -> rows.add(row(part, each)));
            }
        }
        Files.writeString(folder.resolve("summary.md"), Table.rows(List.of("", "QuotaRouter", "beside", "from"), rows));
    }

    private static List<String> row(String part, JsonNode highlight) {
        return List.of(
                highlight.path("what").asString(),
                highlight.path("figure").asString(),
                highlight.path("beside").asString(),
                "[" + part + "](docs/benchmarks/" + part + ".md)");
    }
}
