package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigDocumentationTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private String documentation = "";

    @BeforeAll
    void read() throws IOException {
        documentation = Files.readString(Path.of("..", "docs", "configuration.md"));
    }

    static Stream<SettingTable> tables() {
        return KnownSettings.all().stream();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void every_setting_has_its_row_and_every_row_its_setting(SettingTable table) {
        Map<String, String> expected = new LinkedHashMap<>();
        table.settings().forEach(setting -> expected.put(setting.name(), setting.notice()));
        Map<String, String> documented = new LinkedHashMap<>();
        for (List<String> row : rows(table.place())) {
            // Obeyed: name, example, default, meaning. Without effect: names, why.
            String notice = row.size() == 2 ? row.get(1) : "";
            CODE.matcher(row.get(0)).results().forEach(name -> documented.put(name.group(1), notice));
        }

        assertThat(documented).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void the_defaults_are_those_of_the_builder() {
        RouterConfig config = ConfigText.read(ConfigText.ONE);
        Map<String, String> defaults = new LinkedHashMap<>();
        rows("router_settings").stream()
                .filter(row -> row.size() == 4)
                .forEach(row -> defaults.put(row.get(0), row.get(2)));

        assertThat(defaults)
                .containsEntry(
                        "`routing_strategy`", code(config.routingStrategy().setting()))
                .containsEntry("`num_retries`", code(config.numRetries()))
                .containsEntry("`timeout`", code(config.timeout().toSeconds()))
                .containsEntry("`retry_after`", code(config.retryAfter().toSeconds()))
                .containsEntry("`retry_budget`", code(config.retryBudget()))
                .containsEntry("`cooldown_time`", code(config.cooldown().toSeconds()))
                .containsEntry("`max_cooldown_time`", code(config.maxCooldown().toSeconds()))
                .containsEntry("`allowed_fails`", code(config.allowedFails()))
                .containsEntry("`max_queue_size`", code(config.maxQueueSize()))
                .containsEntry("`default_priority`", code(config.defaultPriority()))
                .containsEntry("`max_fallbacks`", code(config.fallbacks().max()))
                .containsEntry("`disable_cooldowns`", code(config.cooldowns().disabled()))
                .containsEntry("`enable_tag_filtering`", code(config.tagFiltering() != TagFiltering.OFF))
                .containsEntry(
                        "`watch_interval`",
                        code(config.watchInterval().map(Duration::toSeconds).orElse(0L)))
                .containsEntry("`minute_window`", code("rolling"))
                .containsEntry("`count_failed_calls`", code(config.quota().countFailedCalls()))
                .containsEntry("`pacing`", code(config.quota().pacing()));
    }

    @Test
    void the_example_is_read_as_it_says() {
        String example = documentation.split("```yaml\n", -1)[1].split("```", -1)[0];

        RouterConfig config = ConfigText.read(example);

        assertThat(config.deployments()).hasSize(6);
        assertThat(config.deployments().get(1).timeout()).isPresent();
        assertThat(config.aliases()).containsOnlyKeys("gpt-4o", "any");
        assertThat(config.notices())
                .extracting(ConfigNotice::setting)
                .containsExactly("x-two-keys", "general_settings.master_key");
    }

    private static String code(Object value) {
        return "`" + value + "`";
    }

    private List<List<String>> rows(String place) {
        String section = documentation
                .split(Pattern.quote("\n## `" + place + "`\n"), -1)[1]
                .split("\n## ", -1)[0];
        List<List<String>> rows = new ArrayList<>();
        section.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String cells = line.substring(2, line.length() - 2);
            rows.add(List.of(cells.split(" \\| ", -1)));
        });
        return rows;
    }
}
