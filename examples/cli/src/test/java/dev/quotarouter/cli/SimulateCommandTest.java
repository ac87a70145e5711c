package dev.quotarouter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulateCommandTest {
    private static final String CANARY = "CANARY-7f3a9c51e2";
    private static final String DECLARED = """
            model_list:
              - model_name: gpt-4
                litellm_params:
                  model: gemini/gemini-2.5-flash
                  api_key: [os.environ/KEY_1, os.environ/KEY_2]
                  rpm: 10
                  rpd: 100
            """;
    private static final String SILENT = DECLARED.replace("      rpm: 10\n", "").replace("      rpd: 100\n", "");

    @TempDir
    Path folder;

    private final Program program = new Program(Map.of("KEY_1", CANARY));

    @Test
    void the_same_seed_prints_the_same_bytes() throws IOException {
        Program.Ended first = simulate(DECLARED, "--json", "--seed", "42");
        Program.Ended second = simulate(DECLARED, "--json", "--seed", "42");

        assertThat(first.exitCode()).isZero();
        assertThat(second).isEqualTo(first);
        JsonNode json = JsonMapper.shared().readTree(first.out());
        assertThat(json.path("capacity_per_day").asLong()).isEqualTo(200);
        assertThat(json.path("refused_by_quota").asLong()).isZero();
        assertThat(json.path("served").asLong()).isPositive();
    }

    @Test
    void without_json_it_tells_the_same_in_words() throws IOException {
        assertThat(simulate(DECLARED, "--load", "0.5").out())
                .startsWith("gpt-4: ")
                .contains("the quotas carry 200 a day.", "refused for quota 0", "KEY_2/gemini-2.5-flash: ");
    }

    @Test
    void the_page_is_written_and_has_no_key_in_it() throws IOException {
        Path page = folder.resolve("report.html");

        assertThat(simulate(DECLARED, "--html", page.toString()).exitCode()).isZero();

        assertThat(page).content().contains("How many keys do I need?").doesNotContain(CANARY, "no-key-for");
    }

    @Test
    void limits_that_nobody_declared_are_wrong_use_that_says_what_to_write() throws IOException {
        Program.Ended ended = simulate(SILENT);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains("gemini/gemini-2.5-flash is not known: write rpm, tpm and rpd", "--assume-tier");
    }

    @Test
    void an_assumed_tier_is_learned_by_the_router() throws IOException {
        Program.Ended ended = simulate(SILENT, "--json", "--assume-tier", "free", "--load", "1.5");

        JsonNode json = JsonMapper.shared().readTree(ended.out());
        assertThat(json.path("capacity_per_day").asLong()).isEqualTo(500);
        assertThat(json.path("refused_by_quota").asLong()).isBetween(1L, 4L);
    }

    @Test
    void a_trace_takes_the_place_of_load_and_curve() throws IOException {
        Path trace = Files.writeString(folder.resolve("trace.csv"), "0,100,1000\n5,100,1000\n9\n");

        JsonNode json = JsonMapper.shared()
                .readTree(simulate(DECLARED, "--json", "--trace", trace.toString())
                        .out());

        assertThat(json.path("offered").asLong()).isEqualTo(3);
        assertThat(json.path("served").asLong()).isEqualTo(3);
    }

    @Test
    void wrong_numbers_are_wrong_use() throws IOException {
        assertThat(simulate(DECLARED, "--load", "0").exitCode()).isEqualTo(2);
        assertThat(simulate(DECLARED, "--days", "0").exitCode()).isEqualTo(2);
        assertThat(simulate(DECLARED, "--tokens", "many").err()).contains("write LEAST-MOST");
        assertThat(simulate(DECLARED, "--curve", "steep").exitCode()).isEqualTo(2);
        assertThat(simulate(DECLARED, "--deadline", "0").exitCode()).isEqualTo(2);
    }

    private Program.Ended simulate(String config, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("router.yaml"), config);
        List<String> words = new ArrayList<>(List.of("simulate", "-c", file.toString()));
        if (!List.of(options).contains("--days")) {
            words.addAll(List.of("--days", "1"));
        }
        words.addAll(List.of(options));
        return program.run(words.toArray(String[]::new));
    }
}
