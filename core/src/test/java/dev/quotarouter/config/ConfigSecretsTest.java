package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.ONE;
import static dev.quotarouter.config.ConfigText.withParams;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotarouter.error.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigSecretsTest {
    /** Every part of it is as telling as the whole. */
    private static final String CANARY = "AIzaSyD4nCanaryCanary_Canary-0123456789";

    private static final ConfigReader READER =
            ConfigText.reader().environment(name -> name.equals("CANARY") ? Optional.of(CANARY) : Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.environ/@",
                "${@}",
                "x${@}y",
                "${@:-}",
                "file:@",
                "file:/run/secrets/@",
                "${@",
                "$@",
                "os.environ.@",
                "@ @",
                "\"@\\n@\"",
                "\"@",
                "'@",
                "[@, os.environ/@]",
                "{@: @}",
                "*@",
                "!@ x",
                "@: @",
                "@\n      @",
                "@\n      rpm: @",
                "@\n      timeout: ${CANARY}",
                "@\n      rpm: ${CANARY}",
                "@\n      @: 1",
                "@\n      api_key:@",
                "@\n      api_base: https://@@example.com",
                "@\n      api_base: https://example.com?key=@",
                "@\n      api_base: ${CANARY}",
                "@\n      project: @",
                "@\n      project: ${CANARY}",
                "@\n      tier: @",
                "@\n      model: @",
                "@\n      model: @/@",
                "@\n      model: ${CANARY}",
                "@\n      api_key: @",
                "@\n@",
                "@\n@:\n  x: 1",
                "@\n    model_info: {id: @}",
                "@\n    model_info: @",
                "@\n    @: @",
                "@\n  - @",
                "@\n  - model_name: @\n    params: {model: gemini/m, api_key: @}",
                "@\nrouter_settings: {routing_strategy: @}",
                "@\nrouter_settings: {redis_password: @, redis_url: 'redis://:@@host'}",
                "@\nrouter_settings: {model_group_alias: {@: gpt-4}}",
                "@\nrouter_settings: {model_group_alias: {a: @, b: ${CANARY}}}",
                "@\nrouter_settings: {retry_policy: {@: 1, RateLimitErrorRetries: @}}",
                "@\ngeneral_settings: {master_key: @, database_url: 'postgres://u:@@h/d', @: 1}",
                "@\nlitellm_settings: {cache_params: {password: @}, num_retries: @}",
                "@\nenvironment_variables: {GEMINI_KEY: @}"
            })
    void a_key_is_never_shown_wherever_it_is_written(String written) {
        String yaml = ONE.replace("os.environ/GEMINI_KEY_1", written.replace("@", CANARY));

        assertThat(everythingSaid(yaml)).isNotBlank().doesNotContain("AIza").doesNotContain("Canary");
    }

    @Test
    void a_key_from_the_environment_goes_by_its_variable() {
        RouterConfig config = READER.parse("test.yaml", ONE.replace("GEMINI_KEY_1", "CANARY"));

        assertThat(config.deployments().get(0).apiKey().reveal()).isEqualTo(CANARY);
        assertThat(config.deployments().get(0)).hasToString("Deployment[gpt-4: gemini/gemini-2.5-pro, CANARY]");
    }

    @Test
    void a_key_from_a_file_goes_by_the_files_name_unless_that_is_the_key(@TempDir Path folder) throws IOException {
        Path named = Files.writeString(folder.resolve("gemini-1"), "one\r\n");
        Path unnamed = Files.writeString(folder.resolve(CANARY), "two\n");

        RouterConfig config = READER.parse(
                "test.yaml", ONE.replace("os.environ/GEMINI_KEY_1", "[file:" + named + ", file:" + unnamed + "]"));

        assertThat(config.deployments())
                .extracting(
                        deployment -> deployment.apiKey().name(),
                        deployment -> deployment.apiKey().reveal())
                .containsExactly(tuple("gemini-1", "one"), tuple("key-file", "two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GEMINI_KEY_7", "A_B", "TEAM_1_KEY_2"})
    void a_missing_variable_is_named_if_it_looks_like_one(String name) {
        assertThat(everythingSaid(ONE.replace("GEMINI_KEY_1", name))).contains("variable " + name + " is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GEMINIKEY", "gemini_key", "AAAABBBBCCCCDDDDEEEEF_1", "sk-1", "A B"})
    void a_missing_variable_is_not_named_if_it_may_be_the_key(String name) {
        assertThat(everythingSaid(ONE.replace("GEMINI_KEY_1", name)))
                .contains("variable (not shown: it may be the key itself) is not set")
                .doesNotContain(name);
    }

    @Test
    void a_missing_key_file_is_named_by_its_path() {
        assertThat(everythingSaid(ONE.replace("os.environ/GEMINI_KEY_1", "file:/run/secrets/gemini-1")))
                .contains("the file \"/run/secrets/gemini-1\" cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "risk-analysis-for-everyone",
                "xai-grok-3",
                "desk-optimized-chat-model",
                "gemini-2.5-flash-lite-preview-09-2025"
            })
    void a_name_that_is_merely_long_is_no_key(String name) {
        assertThat(ConfigText.read(ONE.replace("gpt-4", name))
                        .deployments()
                        .get(0)
                        .modelGroup())
                .isEqualTo(name);
    }

    @Test
    void numbers_from_the_environment_are_not_repeated() {
        ConfigReader reader = ConfigText.reader().environment(name -> Optional.of("1234.5"));

        assertThat(ConfigText.refused(reader, withParams("rpm: ${PIN_CODE}")).getMessage())
                .doesNotContain("1234");
    }

    private static String everythingSaid(String yaml) {
        try {
            RouterConfig config = READER.parse("test.yaml", yaml);
            return config + " " + config.deployments() + " " + config.notices() + " " + config.aliases() + " "
                    + config.deployments().stream()
                            .map(d -> d.apiKey().toString())
                            .toList();
        } catch (ConfigException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return trace + " " + e.problems();
        }
    }
}
