package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MigrationReportTest {
    @TempDir
    Path folder;

    @Test
    void every_setting_of_a_file_has_its_verdict_and_its_line() throws IOException {
        List<MigrationFinding> findings = examine("""
                environment_variables: {MY_KEY: k, OTHER: x}
                model_list:
                  - model_name: gpt-4
                    litellm_params: {model: gemini/gemini-2.5-pro, api_key: [os.environ/MY_KEY], rpd: 100}
                  - model_name: gpt-4o
                    litellm_params: {model: openai/gpt-4o, api_key: os.environ/NOT_SET}
                router_settings:
                  num_retries: 2
                  cooldown_time: 0
                  retry_policy: {RateLimitErrorRetries: 1, InternalServerErrorRetries: 1}
                litellm_settings: {num_retries: 5}
                general_settings: {master_key: sk-1234}
                """).findings();

        assertThat(findings)
                .extracting(found -> found.line() + " " + found.setting() + " " + found.verdict())
                .containsExactly(
                        "1 environment_variables.MY_KEY AS_THERE",
                        "1 environment_variables.OTHER NO_EFFECT",
                        "3 model_list[0].model_name AS_THERE",
                        "4 model_list[0].litellm_params.model AS_THERE",
                        "4 model_list[0].litellm_params.api_key NEVER_THERE",
                        "4 model_list[0].litellm_params.rpd NEVER_THERE",
                        "5 model_list[1].model_name AS_THERE",
                        "6 model_list[1].litellm_params.model NO_EFFECT",
                        "8 router_settings.num_retries AS_THERE",
                        "9 router_settings.cooldown_time NEVER_THERE",
                        "10 router_settings.retry_policy.RateLimitErrorRetries AS_THERE",
                        "10 router_settings.retry_policy.InternalServerErrorRetries NEVER_THERE",
                        "11 litellm_settings.num_retries NO_EFFECT",
                        "12 general_settings.master_key NO_EFFECT",
                        "0 router_settings.routing_strategy OTHER_DEFAULT",
                        "0 router_settings.timeout OTHER_DEFAULT",
                        "0 router_settings.allowed_fails OTHER_DEFAULT");
        assertThat(findings)
                .allSatisfy(found -> assertThat(found.words().isEmpty())
                        .as(found.setting())
                        .isEqualTo(found.verdict() == MigrationVerdict.AS_THERE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            router_settings: {cooldown_time: 0}                | LiteLLM reads 0 as not set, and cools for 5 seconds
            router_settings: {cooldown_time: 1}                |
            litellm_settings: {cooldown_time: 0.0}             | LiteLLM reads 0 as not set, and cools for 5 seconds
            router_settings: {allowed_fails: 3}                | LiteLLM reads 3 as not set, and goes by the rate of failures
            router_settings: {allowed_fails: 2}                |
            litellm_settings: {allowed_fails: 2}               | LiteLLM compares it with itself: without a policy it does nothing
            router_settings: {retry_after: 8}                  |
            router_settings: {retry_after: 8.5}                | LiteLLM cuts it to 8 seconds without a word
            router_settings: {retry_policy: {ResourceExhaustedErrorRetries: 0}}              | LiteLLM has no such error and drops it
            router_settings: {retry_policy: {NotFoundErrorRetries: 1}}                       | LiteLLM has no such error and drops it
            router_settings: {allowed_fails_policy: {InternalServerErrorAllowedFails: 1}}    | LiteLLM accepts it and never reads it
            router_settings: {allowed_fails_policy: {RateLimitErrorAllowedFails: 0}}         | LiteLLM reads 0 as not set
            router_settings: {allowed_fails_policy: {RateLimitErrorAllowedFails: 1}}         |
            router_settings: {request_deadline: 9}             | LiteLLM has no such setting
            router_settings: {watch_interval: 9}               | LiteLLM has no such setting
            router_settings: {disable_cooldowns: true}         |
            router_settings: {fallbacks: [{gpt-4: [gpt-4]}]}   |
            router_settings: {model_group_alias: {a: {model: gpt-4, hidden: true}}}                              |
            router_settings: {model_group_retry_policy: {gpt-4: {RateLimitErrorRetries: 1}}}                     |
            router_settings: {model_group_retry_policy: {gpt-4: {InternalServerErrorRetries: 1}}}                | LiteLLM accepts it and never reads it
            router_settings: {model_group_allowed_fails_policy: {gpt-4: {RateLimitErrorAllowedFails: 1}}}        | LiteLLM has no such policy in this place
            router_settings: {default_litellm_params: {retry_policy: {RateLimitErrorRetries: 1}}}                | LiteLLM has no such policy in this place
            router_settings: {default_litellm_params: {allowed_fails_policy: {RateLimitErrorAllowedFails: 1}}}   | LiteLLM has no such policy in this place
            router_settings: {default_litellm_params: {order: 1}}        | until 2026 LiteLLM obeys it only with enable_pre_call_checks, and does not go on to the next
            router_settings: {default_litellm_params: {region_name: eu}} | LiteLLM looks at it only with enable_pre_call_checks
            router_settings: {default_litellm_params: {num_retries: 1}}  |
            router_settings: {default_litellm_params: {tags: [a]}}       |
            """)
    void what_never_worked_there_says_why(String settings, String there) throws IOException {
        List<MigrationFinding> found = examine(ConfigText.ONE + settings).of(MigrationVerdict.NEVER_THERE);

        assertThat(found.stream().map(MigrationFinding::words)).isEqualTo(there == null ? List.of() : List.of(there));
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage-based-routing", "usage-based-routing-v2"})
    void a_limit_is_a_weight_there_unless_the_strategy_counts(String counting) throws IOException {
        String yaml = ConfigText.withParams("rpm: 5");

        assertThat(examine(yaml).of(MigrationVerdict.NEVER_THERE))
                .extracting(MigrationFinding::words)
                .containsExactly("LiteLLM takes it for a weight; it limits only under usage-based-routing");
        assertThat(examine(yaml + "router_settings: {routing_strategy: " + counting + "}")
                        .of(MigrationVerdict.AS_THERE))
                .extracting(MigrationFinding::setting)
                .contains("model_list[0].litellm_params.rpm");
    }

    @Test
    void mistakes_stand_among_the_others_and_there_is_no_configuration() throws IOException {
        MigrationReport report = examine(ConfigText.withParams("rpm: many", "tmp: 5", "rpd: 9"));

        assertThat(report.config()).isEmpty();
        assertThat(report.findings())
                .filteredOn(MigrationFinding::isWritten)
                .extracting(found -> found.line() + " " + found.verdict())
                .containsExactly("2 AS_THERE", "4 AS_THERE", "5 AS_THERE", "6 MISTAKE", "7 MISTAKE", "8 NEVER_THERE");
        assertThat(report.of(MigrationVerdict.MISTAKE).get(1).words())
                .isEqualTo("there is no such setting here; write tpm");
    }

    @Test
    void what_cannot_be_read_at_all_is_one_mistake() throws IOException {
        assertThat(examine("a: [").of(MigrationVerdict.MISTAKE)).hasSize(1);
        assertThat(ConfigText.reader().examine(folder.resolve("none.yaml")).findings())
                .extracting(MigrationFinding::words)
                .containsExactly("there is no such file; check the path");
    }

    @Test
    void settings_of_included_files_stand_behind_those_of_the_file_with_their_own_lines() throws IOException {
        Files.writeString(folder.resolve("more.yaml"), "router_settings:\n  num_retries: 1\n");

        List<MigrationFinding> findings = examine(ConfigText.ONE + "include: more.yaml\nrouter_settings: {timeout: 9}")
                .findings();

        assertThat(findings)
                .filteredOn(MigrationFinding::isWritten)
                .extracting(found -> Path.of(found.file()).getFileName() + ":" + found.line() + " " + found.setting())
                .endsWith(
                        "test.yaml:6 include",
                        "test.yaml:7 router_settings.timeout",
                        "more.yaml:2 router_settings.num_retries");
    }

    @Test
    void no_verdict_shows_a_secret() throws IOException {
        String canary = "AIzaSyD4nCanaryCanary_Canary-0123456789";

        MigrationReport report = examine(ConfigText.ONE.replace("os.environ/GEMINI_KEY_1", canary)
                + "general_settings: {master_key: " + canary + "}\nenvironment_variables: {A: " + canary + "}\n"
                + "router_settings: {cooldown_time: " + canary + "}");

        assertThat(report.toString()).contains("MISTAKE").doesNotContain("Canary");
    }

    @Test
    void every_difference_is_about_a_setting_that_is_known() {
        assertThat(Differences.all())
                .allSatisfy(difference -> assertThat(KnownSettings.all())
                        .filteredOn(table -> table.place().equals(difference.place()))
                        .singleElement()
                        .satisfies(table -> assertThat(table.find(difference.name()))
                                .as(difference.toString())
                                .isPresent()));
    }

    @Test
    void every_difference_stands_in_the_page_for_those_who_come_from_litellm() throws IOException {
        String settings = Files.readAllLines(Path.of("..", "docs", "coming-from-litellm.md")).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ", -1)[0])
                .collect(Collectors.joining("\n"));

        assertThat(Differences.all())
                .allSatisfy(difference -> assertThat(settings).contains("`" + difference.name() + "`"));
        assertThat(Differences.defaults().keySet())
                .allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
    }

    private MigrationReport examine(String yaml) throws IOException {
        return ConfigText.reader()
                .providers("gemini"::equals)
                .examine(Files.writeString(folder.resolve("test.yaml"), yaml));
    }
}
