package dev.quotarouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.simulator.GeminiSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the page about the command line, as they stand there. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CliPageTest {
    private static final Path PAGE = Path.of("../../docs/cli.md");

    @TempDir
    Path folder;

    @Test
    void the_batch_of_the_page_does_what_the_page_says() throws IOException {
        List<String> example = example("$ cat requests.jsonl");
        int command = example.indexOf("$ quotarouter batch -o replies.jsonl requests.jsonl");
        Files.write(folder.resolve("requests.jsonl"), example.subList(1, command));
        try (GeminiSimulator gemini = GeminiSimulator.classicWorld().start()) {
            Files.writeString(folder.resolve("quota-router.yaml"), ConfigTemplate.CLASSIC.text(gemini.url()));

            Program.Ended ended = new Program(Map.of())
                    .run(
                            "batch",
                            "-c",
                            folder.resolve("quota-router.yaml").toString(),
                            "-o",
                            folder.resolve("replies.jsonl").toString(),
                            folder.resolve("requests.jsonl").toString());

            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.err().lines()).endsWith(example.get(command + 1));
        }
        JsonNode shown = JsonMapper.shared()
                .readTree(String.join(
                                "",
                                example(
                                        "{\"id\": \"batch_req_5f0c…\", \"custom_id\": \"sky\", \"line\": 1, \"error\": null,"))
                        .replace(", …", ""));
        JsonNode written = JsonMapper.shared()
                .readTree(Files.readAllLines(folder.resolve("replies.jsonl")).get(0));
        assertThat(names(written)).containsExactlyInAnyOrderElementsOf(names(shown));
        assertThat(names(written.path("response"))).containsExactlyInAnyOrderElementsOf(names(shown.path("response")));
        assertThat(written.path("custom_id")).isEqualTo(shown.path("custom_id"));
    }

    @Test
    void the_page_knows_every_option_of_batch() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## batch"), page.indexOf("## status"));

        CommandLine batch = new CommandLine(new BatchCommand(name -> Optional.empty()));
        assertThat(batch.getCommandSpec().options())
                .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
                .allSatisfy(option -> assertThat(List.of(option.names())).anyMatch(section::contains));
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    /** {@return the block of the page that begins with the line} */
    private static List<String> example(String firstLine) throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        int from = page.indexOf(firstLine);
        assertThat(from).as("the page has: " + firstLine).isPositive();
        List<String> rest = page.subList(from, page.size());
        return rest.subList(0, rest.indexOf("```"));
    }
}
