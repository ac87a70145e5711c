package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.quotarouter.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigHostileInputTest {
    /** Far more than any of these takes, far less than a bomb that goes off. */
    private static final Duration QUICKLY = Duration.ofMinutes(1);

    @Test
    void a_billion_laughs_are_refused_quickly() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(quickly(() -> mistakes(yaml.toString())))
                .containsExactly("1:1 (file): the aliases unfold to more than 1000000 values;"
                        + " use fewer aliases of aliases");
    }

    @Test
    void a_billion_merges_are_refused_quickly() {
        StringBuilder yaml = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("a%d: &a%d {<<: [*a%d, *a%d]}\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(quickly(() -> mistakes(yaml.toString())))
                .singleElement()
                .asString()
                .contains("the aliases unfold to more than 1000000 values");
    }

    @Test
    void deep_nesting_is_refused_where_it_becomes_too_deep() {
        assertThat(quickly(() -> mistakes("a: " + "[".repeat(100_000))))
                .containsExactly("1:43 (file): lists and maps are nested more than 40 deep; nest less");
        assertThat(quickly(() -> mistakes("{a: ".repeat(100_000)))).hasSize(1);
        assertThat(quickly(() -> mistakes("- ".repeat(100_000)))).hasSize(1);
    }

    @Test
    void a_file_of_five_megabytes_is_refused(@TempDir Path folder) throws IOException {
        String large = "# " + "x".repeat(5 * 1024 * 1024);
        Path file = Files.writeString(folder.resolve("large.yaml"), large);

        assertThat(quickly(() -> mistakes(large)))
                .containsExactly("1:1 (file): the file is larger than 3145728 characters; write less");
        assertThatThrownBy(() -> ConfigText.reader().read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": (file): it is larger than 3 MiB; write less");
    }

    @Test
    void ten_thousand_deployments_are_read_and_too_many_combinations_refused() {
        StringBuilder yaml = new StringBuilder("model_list:\n");
        for (int i = 0; i < 10_000; i++) {
            yaml.append("  - {model_name: g%d, params: {model: gemini/m, api_key: k%d, rpm: 5}}\n".formatted(i, i));
        }
        String product = "model_list: [{model_name: g, params: {model: [%s], api_key: [%s]}}]"
                .formatted(numbered("gemini/m", 5_000), numbered("k", 5_000));

        assertThat(quickly(() -> ConfigText.read(yaml.toString()).deployments()))
                .hasSize(10_000);
        assertThat(quickly(() -> mistakes(product)))
                .singleElement()
                .asString()
                .contains("more than 100000 deployments");
    }

    @Test
    void aliases_that_unfold_too_far_are_refused_quickly() {
        StringBuilder chain =
                new StringBuilder(ConfigText.ONE + "router_settings:\n  model_group_alias:\n    a0: gpt-4\n");
        for (int i = 1; i < 10_000; i++) {
            chain.append("    a%d: a%d\n".formatted(i, i - 1));
        }

        assertThat(quickly(() -> mistakes(chain.toString())))
                .first()
                .asString()
                .contains("aliases of aliases go more than 8 deep");
    }

    @Test
    void a_mutated_file_gives_a_configuration_or_a_config_exception_and_nothing_else() {
        String valid = ConfigText.resource("ten-deployments.yaml");
        SplittableRandom random = new SplittableRandom(20_261_123);

        for (int i = 0; i < 2_000; i++) {
            String mutated = mutate(valid, random);
            try {
                assertThat(ConfigText.read(mutated).deployments()).isNotEmpty();
            } catch (ConfigException refused) {
                assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.file()).isEqualTo("test.yaml");
                    assertThat(problem.setting()).isNotBlank();
                    assertThat(problem.problem()).isNotBlank();
                    assertThat(problem.remedy()).isNotBlank();
                });
                assertThat(refused.getMessage()).doesNotContain("secret-one").doesNotContain("secret-two");
            } catch (RuntimeException | StackOverflowError other) {
                fail("mutation " + i + " of the seed broke the reader:\n" + mutated, other);
            }
        }
    }

    private static String mutate(String valid, SplittableRandom random) {
        StringBuilder text = new StringBuilder(valid);
        List<String> pieces = List.of(
                "\t",
                "\n",
                ": ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                "&a ",
                "*pro",
                "<<: ",
                "${",
                "}",
                "os.environ/",
                "file:",
                "!!binary ",
                "\"",
                "'",
                "|",
                ">",
                "%",
                "@",
                "`",
                "~",
                "null",
                "-1",
                "1e9999",
                "\u0000",
                "\uFEFF",
                "\uD800",
                "\\U0011ffff",
                "?",
                "#");
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end));
                case 2 -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
                default -> text.replace(at, at + 1, pieces.get(random.nextInt(pieces.size())));
            }
        }
        return text.toString();
    }

    private static String numbered(String name, int count) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < count; i++) {
            names.append(i == 0 ? "" : ", ").append(name).append(i);
        }
        return names.toString();
    }

    private static <T> T quickly(Supplier<T> work) {
        return assertTimeoutPreemptively(QUICKLY, work::get);
    }
}
