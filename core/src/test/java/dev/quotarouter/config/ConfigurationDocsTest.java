package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigurationDocsTest {
    private static String docs() throws IOException {
        return Files.readString(Path.of("../docs/configuration.md"));
    }

    @Test
    void the_documentation_has_every_setting_in_its_place_and_no_other() throws IOException {
        for (SettingTable table : KnownSettings.all()) {
            String section = docs().split(Pattern.quote("## `" + table.place() + "`\n"), -1)[1]
                    .split("\n## ", -1)[0];
            TreeSet<String> documented = new TreeSet<>();
            section.lines()
                    .filter(line -> line.startsWith("| `"))
                    .forEach(line -> Pattern.compile("`([^`]+)`")
                            .matcher(line.substring(0, line.indexOf(" | ")))
                            .results()
                            .forEach(match -> documented.add(match.group(1))));
            assertThat(documented)
                    .as(table.place())
                    .containsExactlyInAnyOrderElementsOf(
                            table.settings().stream().map(Setting::name).toList());
        }
    }

    @Test
    void the_example_is_understood() throws IOException {
        String example = docs().split("```yaml\n", -1)[1].split("```", -1)[0];
        RouterConfig config =
                ConfigReader.create().environment(name -> Optional.of("k")).parse("example", example);
        assertThat(config.deployments()).hasSize(1);
    }
}
