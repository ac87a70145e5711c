package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.ONE;
import static dev.quotarouter.config.ConfigText.mistakes;
import static dev.quotarouter.config.ConfigText.withParams;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigMistakesTest {
    @Test
    void all_mistakes_of_a_file_are_in_one_report_in_its_order() {
        String yaml = """
                model_list:
                  - model_name: a
                    litellm_params:
                      model: gemini/a
                      api_key: k
                      rpm: -5
                      tmp: 3
                  - litellm_params: {model: gemini/b, api_key: os.environ/MISSING_KEY}
                    model_info: [id]
                  - just text
                router_settings:
                  num_retires: 2
                  timeout: 0
                  routing_strategy: usage-based-ruoting
                  retry_policy: {RateLimitErorRetries: 1, TimeoutErrorRetries: 1.5}
                  model_group_alias: {x: b2}
                """;

        assertThat(mistakes(yaml))
                .containsExactly(
                        "6:12 model_list[0].litellm_params.rpm: it must be a whole number of 0 or more, not \"-5\";"
                                + " write a number such as 5",
                        "7:7 model_list[0].litellm_params.tmp: there is no such setting here; write tpm",
                        "8:5 model_list[1].model_name: it is missing;"
                                + " write model_name: gpt-4, the name that callers ask for",
                        "8:48 model_list[1].litellm_params.api_key: the environment variable MISSING_KEY is not set;"
                                + " set it before the program starts, or write ${NAME:-default}",
                        "9:17 model_list[1].model_info: it must be a map; write its settings below it, indented",
                        "10:5 model_list[2]: it must be a map; write model_name and litellm_params",
                        "12:3 router_settings.num_retires: there is no such setting here; write num_retries",
                        "13:12 router_settings.timeout: it must be a number of seconds, more than 0 and at most 2678400,"
                                + " not \"0\"; write a number such as 45",
                        "14:21 router_settings.routing_strategy: there is no such strategy;"
                                + " write usage-based-routing",
                        "15:18 router_settings.retry_policy.RateLimitErorRetries: there is no such setting here;"
                                + " write RateLimitErrorRetries",
                        "15:64 router_settings.retry_policy.TimeoutErrorRetries:"
                                + " it must be a whole number from 0 to 100, not \"1.5\"; write a number such as 2",
                        "16:23 router_settings.model_group_alias.x: there is no model group \"b2\";"
                                + " name one of the model groups of model_list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "five",
                "010",
                "1:30",
                "0x10",
                "1e3",
                "[5]",
                "{a: 1}",
                "true",
                "1,000",
                "99999999999999999999"
            })
    void a_limit_that_is_no_whole_number_is_refused(String value) {
        assertThat(mistakes(withParams("rpm: " + value)))
                .singleElement()
                .asString()
                .startsWith("6:12 model_list[0].litellm_params.rpm: it must be a ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "1 min", "2678401", ".inf", "1e-400000000", "1e400000000"})
    void a_time_that_is_no_number_of_seconds_is_refused(String value) {
        assertThat(mistakes(withParams("cooldown_time: " + value)))
                .singleElement()
                .asString()
                .startsWith(
                        "6:22 model_list[0].litellm_params.cooldown_time: it must be a number of seconds from 0 to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com",
                "example.com",
                "https://",
                "https://user:pw@example.com",
                "https://example.com/?key=abc",
                "https://example.com/#key",
                "https://exa mple.com"
            })
    void an_address_that_is_none_or_carries_a_secret_is_refused(String url) {
        assertThat(mistakes(withParams("api_base: \"" + url + '"')))
                .containsExactly("6:17 model_list[0].litellm_params.api_base: it must be an http or https address"
                        + " without user, query and fragment; write an address such as https://example.com/v1beta;"
                        + " a key belongs in api_key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model_list                                 | 1:1 (file): the file is not a map of settings; begin with model_list:
                    model_list:                                | 1:1 model_list: it is missing; write model_list: with at least one entry
                    router_settings: {}                        | 1:1 model_list: it is missing; write model_list: with at least one entry
                    model_list: []                             | 1:13 model_list: the list is empty; add at least one entry
                    model_list: {}                             | 1:13 model_list: it must be a list; write each entry behind a dash
                    model_list: 5                              | 1:13 model_list: it must be a list; write each entry behind a dash
                    kind: ConfigMap                            | 1:1 kind: this is a Kubernetes object, not a configuration; write what stands below its data into a file of its own
                    model_list: [{model_name: g}]              | 1:14 model_list[0].litellm_params: it is missing; write litellm_params: with model and api_key
                    model_list: [{model_name: g, params: {}}]  | 1:38 model_list[0].params.model: it is missing; write model: gemini/gemini-2.5-pro
                    model_list: [{model_name: g, params: {model: [], api_key: k}}] | 1:46 model_list[0].params.model: the list is empty; write at least one value
                    model_list: [{model_name: g, params: {model: m/m, api_key: []}}] | 1:60 model_list[0].params.api_key: the list is empty; write at least one value
                    model_list: [{model_name: g, params: {model: m/m, api_key: ''}}] | 1:60 model_list[0].params.api_key: the key is empty or has characters that no HTTP header can carry; check the key, its file or variable
                    model_list: [{model_name: g, params: {model: m/m, api_key: {}}}] | 1:60 model_list[0].params.api_key: it must be a single value; write one value behind the colon
                    model_list: [{model_name: g, params: {model: m/, api_key: k}}]   | 1:46 model_list[0].params.model: it must be provider/model; write for example gemini/gemini-2.5-pro
                    model_list: [{model_name: g, params: {model: m/*-*, api_key: k}}] | 1:46 model_list[0].params.model: a model has one star at most; write one, such as gemini/gemini-2*, or list the models
                    model_list: [{model_name: g, params: {model: '*/m', api_key: k}}] | 1:46 model_list[0].params.model: the provider of a wildcard must be named; write for example gemini/*
                    model_list: [{model_name: g*-*, params: {model: m/*, api_key: k}}] | 1:27 model_list[0].model_name: its model has one star: which of these fills it is not clear; write one star, such as gemini/*
                    model_list: [{model_name: g, params: {model: m, api_key: k}}]    | 1:13 model_list: none of its models is served: no provider is named; a Gemini model is written gemini/…; add a model of a provider there is, such as gemini/…
                    model_list: [{model_name: g, params: {model: m/m, api_key: [k, l]}, model_info: {id: x}}] | 1:86 model_list[0].model_info.id: one id cannot name 2 deployments; give each an entry of its own
                    model_list: [{model_name: g, params: {model: m/m, api_key: k, model_info: {}}}] | 1:63 model_list[0].params.model_info: there is no such setting here; it belongs in model_list[]
                    model_list: [{model_name: g, params: {model: m/m, api_key: k, zzzzzz: 1}}] | 1:63 model_list[0].params.zzzzzz: there is no such setting here; remove it; docs/configuration.md has every setting of model_list[].litellm_params
                    model_list: [{model_name: g, params: {model: m/m, api_key: k}, litellm_params: {model: m/m, api_key: k}}] | 1:38 model_list[0].params: litellm_params is written too; keep one of the two
                    """)
    void a_file_of_the_wrong_shape_is_refused(String yaml, String mistake) {
        assertThat(mistakes(yaml)).containsExactly(mistake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'a:\n\tb: 1'        | 2:1 (file): a tab cannot stand here; indent with spaces
                    'a: *b'             | 1:4 (file): this refers to an anchor that is not written above; write the anchor (&name) first, or put a name with a star in quotes
                    'a: *'              | 1:5 (file): a star begins the name of an anchor here; put a name with a star in quotes
                    'a: 1\n---\nb: 2'   | 2:1 (file): a second document begins here; keep one document in the file
                    'a: b: c'           | 1:5 (file): a colon is not allowed here; check the indentation, or put the value in quotes
                    'a: 1\nb\nc: 2'     | 3:1 (file): a setting has no colon with a space behind it; write name: value
                    'a: \"b'            | 1:6 (file): a quote is not closed; close it
                    'a: @b'             | 1:4 (file): a value cannot begin with this character; put the value in quotes
                    'a: [b'             | 1:6 (file): a comma or a closing bracket is missing; close the list or map
                    'a: \"\\\\q\"'      | 1:6 (file): there is no such escape in double quotes; use single quotes
                    'a: [1]\n  - b'     | 2:3 (file): this does not fit what stands above it; check the indentation
                    'a: !!int 5'        | 1:1 (nothing)
                    'a: !secret x'      | 1:4 (file): there is a tag that means nothing here; remove it
                    'a: &x [*x]'        | 1:4 (file): an anchor contains an alias of itself; remove the alias
                    'a: b\u0007'        | 1:5 (file): there is a control character that YAML does not allow; remove it
                    """)
    void what_is_not_yaml_is_refused_where_it_ends(String yaml, String mistake) {
        String text = yaml.translateEscapes();
        if (mistake.endsWith("(nothing)")) {
            assertThat(mistakes(text)).noneMatch(found -> found.contains("(file)"));
        } else {
            assertThat(mistakes(text)).containsExactly(mistake);
        }
    }

    @Test
    void a_setting_that_is_written_twice_is_refused_with_both_lines() {
        assertThat(mistakes(withParams("rpm: 5", "rpm: 6") + "general_settings: {}\ngeneral_settings: {}\n"))
                .containsExactly(
                        "7:7 model_list[0].litellm_params.rpm: it is written twice, first on line 6; keep one of the two",
                        "9:1 general_settings: it is written twice, first on line 8; keep one of the two");
    }

    @Test
    void only_maps_are_merged() {
        assertThat(mistakes(withParams("<<: [1]")))
                .containsExactly("6:7 model_list[0].litellm_params.<<: only maps can be merged;"
                        + " write <<: *name or <<: [*name, *other]");
    }

    @Test
    void a_mistake_behind_an_anchor_is_reported_once_however_often_it_is_used() {
        String yaml = """
                x-common: &common {api_key: k, rpm: many}
                model_list:
                  - {model_name: a, params: {<<: *common, model: gemini/a}}
                  - {model_name: b, params: {<<: *common, model: gemini/b}}
                """;

        assertThat(mistakes(yaml))
                .containsExactly("1:37 model_list[0].params.rpm: it must be a whole number of 0 or more, not \"many\";"
                        + " write a number such as 5");
    }

    @Test
    void aliases_that_are_groups_circles_or_unknown_are_refused() {
        assertThat(mistakes(ONE + """
                        router_settings:
                          model_group_alias:
                            gpt-4: gpt-4
                            a: b
                            b: [gpt-4, a]
                            c: gpt-3
                            d: {model: gpt-4, hiden: true}
                            e: {}
                            g*: gpt-4
                            self: self
                        """))
                .containsExactly(
                        "8:5 router_settings.model_group_alias.gpt-4: there is a model group of this name;"
                                + " choose another name for the alias",
                        "10:5 router_settings.model_group_alias.b: it stands for itself: \"a\" → \"b\" → \"a\";"
                                + " name a model group",
                        "11:5 router_settings.model_group_alias.c: there is no model group \"gpt-3\"; write \"gpt-4\"",
                        "12:23 router_settings.model_group_alias.d.hiden: there is no such setting here; write hidden",
                        "13:8 router_settings.model_group_alias.e.model: it is missing;"
                                + " write model: and the model group's name",
                        "14:5 router_settings.model_group_alias.g*: an alias must be a name of at most 200 characters"
                                + " that is no API key and no wildcard; rename it",
                        "15:5 router_settings.model_group_alias.self: it stands for itself: \"self\" → \"self\";"
                                + " name a model group");
    }

    @Test
    void a_text_that_is_no_file_cannot_include_files() {
        assertThat(mistakes(ONE + "include: [more.yaml]"))
                .containsExactly("6:11 include[0]: a text cannot include files; read the configuration from a file");
    }

    @Test
    void variables_that_are_empty_or_misspelt_are_refused() {
        assertThat(mistakes(ONE.replace("os.environ/GEMINI_KEY_1", "os.environ/EMPTY_VALUE")))
                .singleElement()
                .asString()
                .contains("5:16", "the environment variable EMPTY_VALUE is empty");
        assertThat(List.of("$GEMINI_KEY_1", "os.environ[\"GEMINI_KEY_1\"]", "${GEMINI_KEY_1"))
                .allSatisfy(written -> assertThat(mistakes(ONE.replace("os.environ/GEMINI_KEY_1", written)))
                        .singleElement()
                        .asString()
                        .startsWith("5:16 model_list[0].litellm_params.api_key: "));
    }

    @Test
    void more_than_a_hundred_mistakes_are_counted_not_listed() {
        String yaml = withParams() + "router_settings:\n" + wrongSettings(150);

        assertThat(mistakes(yaml))
                .hasSize(101)
                .last()
                .asString()
                .contains("50 more mistakes follow from here on; mend those above first");
    }

    private static String wrongSettings(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("  wrong").append(i).append(": 1\n");
        }
        return lines.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "   "})
    void a_file_without_settings_is_refused(String yaml) {
        assertThat(mistakes(yaml)).containsExactly("0:0 (file): it has no settings; begin with model_list:");
    }

    @Test
    void a_file_that_cannot_be_read_is_refused(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});

        assertThatThrownBy(() -> ConfigText.reader().read(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessage(missing + ": (file): there is no such file; check the path");
        assertThatThrownBy(() -> ConfigText.reader().read(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder + ": (file): it cannot be read; check that it is a file and may be read");
        assertThatThrownBy(() -> ConfigText.reader().read(latin))
                .isInstanceOf(ConfigException.class)
                .hasMessage(latin + ": (file): it is not UTF-8; save it in UTF-8");
    }
}
