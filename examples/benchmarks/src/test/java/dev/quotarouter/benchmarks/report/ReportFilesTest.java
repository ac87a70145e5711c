package dev.quotarouter.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReportFilesTest {
    private static final MachineDescription MACHINE =
            new MachineDescription("a processor, 2 hardware threads", "an OS", "a VM", LocalDate.of(2026, 11, 26));

    @TempDir
    private Path folder;

    @Test
    void a_part_leaves_its_tables_its_picture_and_every_sample_with_machine_versions_and_command() throws IOException {
        String text = files().write("calls", "run calls", findings("calls", "0.97 ×"));

        assertThat(folder.resolve("calls.md")).hasContent(text);
        assertThat(text)
                .contains("a processor, 2 hardware threads", "| OkHttp | 5.5.1 |", "run calls", "| router | 12 |")
                .contains("![Chats](picture.svg)");
        assertThat(Files.readString(folder.resolve("picture.svg")))
                .startsWith("<svg")
                .contains(">router<", ">12<");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("calls.json")));
        assertThat(json.path("samples").path("all").path(1).asInt()).isEqualTo(13);
        assertThat(json.path("command").asString()).isEqualTo("run calls");
    }

    @Test
    void the_summary_has_the_highlights_of_all_parts_in_their_order_as_they_were_last_written() throws IOException {
        files().write("second", "run", findings("second", "2 µs"));
        files().write("first", "run", findings("first", "1 µs"));
        files().write("second", "run", findings("second", "3 µs"));

        new Summary(folder).write(List.of("first", "missing", "second"));

        assertThat(folder.resolve("summary.md")).hasContent("""
                |  | QuotaRouter | beside | from |
                |---|---|---|---|
                | time of first | 1 µs | by hand | [first](docs/benchmarks/first.md) |
                | time of second | 3 µs | by hand | [second](docs/benchmarks/second.md) |
                """);
    }

    @Test
    void a_row_needs_a_cell_for_every_column() {
        assertThatThrownBy(() -> new Table("Times", List.of("", "µs"), List.of(List.of("router"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("router");
    }

    private ReportFiles files() {
        return new ReportFiles(folder, MACHINE);
    }

    private static Findings findings(String what, String figure) {
        return new Findings(
                "Calls",
                Map.of("OkHttp", "5.5.1"),
                List.of(new Highlight("time of " + what, figure, "by hand")),
                List.of(new Table("Times", List.of("", "µs"), List.of(List.of("router", "12")))),
                List.of(new BarChart(
                        "picture",
                        "Chats",
                        "µs",
                        List.of(new BarChart.Group("one caller", List.of(new BarChart.Bar("router", 12, true)))))),
                Map.of("all", List.of(12, 13)));
    }
}
