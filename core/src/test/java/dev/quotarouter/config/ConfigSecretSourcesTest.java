package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.secret.SecretSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigSecretSourcesTest {
    private static final String CANARY = "CANARY-7f3a9c51e2-CANARY";

    private static final ConfigReader READER = ConfigText.reader()
            .secrets(SecretSource.of("vault", ConfigSecretSourcesTest::vault))
            .secrets(SecretSource.of("sys", name -> Optional.of("prop-" + name)));

    private static Optional<String> vault(String name) {
        return switch (name) {
            case "team/gemini" -> Optional.of(CANARY);
            case "locked" -> throw new IllegalStateException("no access to " + CANARY);
            case "blank" -> Optional.of("  ");
            default -> Optional.empty();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "vault:team/gemini, gemini, CANARY-7f3a9c51e2-CANARY",
        "'${vault:team/gemini}', gemini, CANARY-7f3a9c51e2-CANARY",
        "'${vault:none:-otherwise}', key-1, otherwise",
        "'${vault:locked:-otherwise}', key-1, otherwise",
        "sys:gemini.key, gemini.key, prop-gemini.key",
        "'x-${sys:a}', a, x-prop-a",
        "env:GEMINI_KEY_2, GEMINI_KEY_2, secret-two",
        "'${env:GEMINI_KEY_2}', GEMINI_KEY_2, secret-two",
        "os.environ/GEMINI_KEY_2, GEMINI_KEY_2, secret-two"
    })
    void a_key_comes_from_the_source_with_the_scheme_and_goes_by_the_secrets_name(
            String written, String name, String secret) {
        assertThat(keyOf(READER, written)).isEqualTo(new ApiKey(name, secret)).hasToString("ApiKey[" + name + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vault:team/other        | the secret "team/other" is not in vault; put it there, or write ${vault:NAME:-default}
            ${vault:team/other}     | the secret "team/other" is not in vault; put it there, or write ${vault:NAME:-default}
            vault:blank             | the secret "blank" is empty in vault; put it there, or write ${vault:NAME:-default}
            vault:locked            | the secret source vault failed; see what it logged itself
            ${safe:team/gemini}     | there is no secret source "safe"; give it to the reader, or write one of env, sys, vault
            safe:team/gemini        | there is no secret source "safe"; give it to the reader; a key that has a colon belongs in a variable
            ${A_KEY:default}        | a colon in ${…} is followed by no dash; write ${NAME:-default}
            ${A_KEY:-${B_KEY}}      | a default refers to another variable; write the default itself
            """)
    void what_is_not_there_is_a_mistake_that_says_where_it_was_looked_for(String written, String mistake) {
        assertThat(ConfigText.refused(READER, one(written)).problems())
                .singleElement()
                .extracting(problem -> problem.line() + " " + problem.problem() + "; " + problem.remedy())
                .isEqualTo("5 " + mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault:@",
                "${vault:@}",
                "vault:team/@",
                "${@:team/gemini}",
                "@:team",
                "sk-1:@",
                "env:@",
                "sys:@",
                "file:@",
                "file:C:\\\\@",
                "${file:/run/@}",
                "${vault:@:-@}@ @",
                "os.environ/@\nenvironment_variables: {@: @}",
                "os.environ/MINE\nenvironment_variables: {MINE: '@ @'}",
                "os.environ/MINE\nenvironment_variables: {MINE: os.environ/@}",
                "os.environ/MINE\nenvironment_variables: {MINE: [@]}",
                "k\nenvironment_variables: {MINE: @}",
                "k\ncredential_list: [{credential_name: @, credential_values: {api_key: @}}]",
                "k\ncredential_list: [{credential_name: c, credential_values: {@: @}}]",
                "k\n      litellm_credential_name: @",
                "k\nrouter_settings: {default_litellm_params: {rpm: @, @: 1}}",
                "k\nrouter_settings: {fallbacks: [{@: [@]}, @]}",
                "k\nrouter_settings: {default_fallbacks: [@], max_fallbacks: @}",
                "k\ninclude: @",
                "vault:locked",
                "vault:team/gemini\n      rpm: ${vault:team/gemini}",
                "k\n      timeout: ${vault:team/gemini}s"
            })
    void a_secret_is_never_shown_wherever_it_is_written(String written) {
        String canary = "AIzaSyD4nCanaryCanary_Canary-0123456789";

        assertThat(everythingSaid(one(written.replace("@", canary))))
                .isNotBlank()
                .doesNotContain("AIza")
                .doesNotContain("Canary")
                .doesNotContain("CANARY");
    }

    @Test
    void every_reading_asks_the_sources_anew() {
        AtomicReference<String> current = new AtomicReference<>("old");
        ConfigReader reader = ConfigText.reader().secrets(SecretSource.of("vault", name -> Optional.of(current.get())));

        ApiKey before = keyOf(reader, "vault:gemini");
        current.set("new");

        assertThat(before).isEqualTo(new ApiKey("gemini", "old"));
        assertThat(keyOf(reader, "vault:gemini")).isEqualTo(new ApiKey("gemini", "new"));
    }

    @Test
    void files_begin_at_the_folder_of_the_file_that_names_them_and_are_told(@TempDir Path folder) throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(folder.resolve("key"), "outer-secret");
        Files.writeString(inner.resolve("key"), "inner-secret");
        Path more = Files.writeString(inner.resolve("more.yaml"), one("file:key"));
        Path main = Files.writeString(folder.resolve("main.yaml"), one("file:key") + "include: inner/more.yaml\n");

        RouterConfig config = ConfigText.reader().read(main);

        assertThat(config.deployments())
                .extracting(
                        deployment -> deployment.apiKey().name(),
                        deployment -> deployment.apiKey().reveal())
                .containsExactly(tuple("key", "outer-secret"), tuple("key-2", "inner-secret"));
        assertThat(config.files()).containsExactly(main, more, folder.resolve("key"), inner.resolve("key"));
        assertThat(ConfigText.read(ONE).files()).isEmpty();
    }

    @Test
    void a_provider_has_a_second_usual_variable() {
        ConfigReader reader =
                ConfigText.reader().environment(name -> Optional.of("g").filter(g -> name.equals("GOOGLE_API_KEY")));

        assertThat(keyOf(reader, "")).isEqualTo(new ApiKey("GOOGLE_API_KEY", "g"));
    }

    private static ApiKey keyOf(ConfigReader reader, String written) {
        return reader.parse("test.yaml", one(written)).deployments().get(0).apiKey();
    }

    private static String one(String key) {
        return ONE.replace("os.environ/GEMINI_KEY_1", key);
    }

    private static String everythingSaid(String yaml) {
        try {
            RouterConfig config = READER.parse("test.yaml", yaml);
            return config + " " + config.deployments() + config.notices() + config.fallbacks() + config.unserved();
        } catch (ConfigException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return trace + " " + e.problems();
        }
    }
}
