package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.error.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigReaderTest {
    private static final String CANARY = "AIzaSyCANARY0123456789abcdefghijklmnopqr";
    private static final Path TEN = Path.of("src/test/resources/config/ten-deployments.yaml");
    private final ConfigReader reader = ConfigReader.create()
            .environment(name -> name.startsWith("GEMINI_KEY") ? Optional.of("k-" + name) : Optional.empty());

    @Test
    void ten_deployments_are_understood_completely() {
        RouterConfig config = reader.read(TEN);
        assertThat(config.deployments()).hasSize(10);
        Deployment pro = config.deployments().get(0);
        assertThat(pro.providerModel()).isEqualTo("gemini-2.5-pro");
        assertThat(pro.limits().rpm()).hasValue(5);
        assertThat(pro.limits().tpm()).hasValue(250_000);
        assertThat(pro.limits().rpd()).hasValue(100);
        assertThat(pro.cooldown()).contains(Duration.ofMinutes(3));
        assertThat(pro.apiKey().name()).isEqualTo("GEMINI_KEY_1");
        assertThat(config.numRetries()).isEqualTo(2);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.retryPolicy()).containsEntry(ErrorClass.RATE_LIMIT, 1).hasSize(3);
        assertThat(config.allowedFailsPolicy())
                .containsEntry(ErrorClass.BAD_REQUEST, 0)
                .hasSize(2);
        assertThat(config.aliases()).containsEntry("gpt-4o", List.of("gpt-4"));
        assertThat(config.notices()).hasSize(13);
    }

    @Test
    void lists_of_models_and_keys_are_every_combination_and_zero_and_text_are_numbers() {
        RouterConfig config = reader.parse(
                "f", "model_list: [{model_name: g, rpm: '0', params: {model: [a/x, a/y], api_key: [k, l]}}]");
        assertThat(config.deployments()).hasSize(4);
        assertThat(config.deployments()).allMatch(d -> d.limits().rpm().orElse(-1) == 0);
    }

    @Test
    void merged_maps_are_honoured() {
        RouterConfig config = reader.parse(
                "f", "x-p: &p {rpm: 7, api_key: k}\nmodel_list: [{model_name: g, params: {<<: *p, model: a/x}}]");
        assertThat(config.deployments().get(0).limits().rpm()).hasValue(7);
    }

    @Test
    void all_mistakes_are_in_one_report_in_the_order_of_the_file() {
        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> reader.parse("f", "router_settings: {nope: 1, timeout: x}\nmodel_list: [{rpm: y}]"));
        assertThat(refused.problems()).hasSizeGreaterThan(3).isSortedAccordingTo((a, b) -> a.line() - b.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key: os.environ/@",
                "api_key: '${@}'",
                "api_key: 'file:@'",
                "api_key: 'file:/x/@'",
                "api_key: '@ x'",
                "@: 1",
                "project: '@'",
                "tier: '@'",
                "rpm: '@'",
                "timeout: '@'",
                "api_base: 'https://h/?key=@'",
                "api_key: [k, [@]]",
                "api_key: !!@ x",
                "api_key: *@",
                "api_key: \"@",
                "api_key: @: x",
                "api_key: $@",
                "mock_response: '@'",
                "api_key: @"
            })
    void a_key_in_a_wrong_place_is_never_shown(String setting) {
        String yaml = "model_list:\n  - model_name: g\n    params:\n      model: a/x\n      "
                + setting.replace("@", CANARY) + "\n";
        String shown;
        try {
            RouterConfig config = reader.parse("f", yaml);
            shown = config + " " + config.notices() + config.deployments();
        } catch (ConfigException refused) {
            shown = refused + " " + refused.problems() + refused.getCause();
        }
        assertThat(shown).doesNotContain("CANARY");
    }

    @Test
    void a_bomb_of_aliases_and_huge_nesting_are_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> reader.parse("f", bomb.toString())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> reader.parse("f", "[".repeat(100_000))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> reader.parse("f", "#".repeat(4_000_000))).isInstanceOf(ConfigException.class);
    }

    @Test
    void whatever_is_written_gives_a_configuration_or_a_config_exception() throws Exception {
        String good = java.nio.file.Files.readString(TEN);
        Random random = new Random(7);
        String signs = "{}[]:-*&!|>'\"%@\t\n #,?<0aé\\";
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.setCharAt(random.nextInt(text.length()), signs.charAt(random.nextInt(signs.length())));
            }
            try {
                assertThat(reader.parse("f", text.toString()).deployments()).isNotEmpty();
            } catch (ConfigException refused) {
                assertThat(refused.problems()).isNotEmpty();
            }
        }
    }
}
