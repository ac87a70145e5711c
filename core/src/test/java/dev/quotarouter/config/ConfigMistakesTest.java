package dev.quotarouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In these texts ^ stands right before the mistake, ~ for a new line, and E for an entry without mistakes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigMistakesTest {
    private static final String ENTRY = "model_list: [{model_name: g, params: {model: gemini/m, api_key: secret}}]";

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ^# nothing | (file) | no settings
            ^[] | (file) | not a map
            ^router_settings: {} | model_list | missing
            model_list: ^[] | model_list | empty
            model_list: ^5 | model_list | must be a list
            model_list: [^5] | model_list[0] | must be a map
            E~^apiVersion: v1 | (file) | Kubernetes
            E~^include: [a.yaml] | include | not included
            E~^router_setings: {} | router_setings | no such setting
            E~router_settings: {^num_retrys: 1} | router_settings.num_retrys | no such setting
            E~router_settings: {^rpm: 1} | router_settings.rpm | no such setting
            E~router_settings: {num_retries: ^-1} | router_settings.num_retries | whole number
            E~router_settings: {num_retries: ^1.5} | router_settings.num_retries | whole number
            E~router_settings: {num_retries: ^[1]} | router_settings.num_retries | single value
            E~router_settings: {timeout: ^0} | router_settings.timeout | more than 0
            E~router_settings: {timeout: ^soon} | router_settings.timeout | seconds
            E~router_settings: {cooldown_time: ^-3} | router_settings.cooldown_time | seconds
            E~router_settings: {retry_policy: ^3} | router_settings.retry_policy | must be a map
            E~router_settings: {retry_policy: {^RateLimitErorRetries: 1}} | router_settings.retry_policy.RateLimitErorRetries | no such setting
            E~router_settings: {routing_strategy: ^fastest} | router_settings.routing_strategy | no such strategy
            E~router_settings: {num_retries: 1, ^num_retries: 2} | router_settings.num_retries | written twice
            E~router_settings: {num_retries: ^os.environ/NOT_SET} | router_settings.num_retries | NOT_SET is not set
            E~router_settings: {model_group_alias: {^a: b}} | router_settings.model_group_alias.a | no model group
            E~router_settings: {model_group_alias: {^g: g}} | router_settings.model_group_alias.g | model group of this name
            E~router_settings: {model_group_alias: {^a: a}} | router_settings.model_group_alias.a | itself
            E~router_settings:~^\\ttimeout: 3 | (file) | tab
            E~router_settings: ^*nowhere | (file) | anchor
            E~<<: 5 | ? | only maps
            model_list: [^{params: {model: gemini/m, api_key: k}}] | model_list[0].model_name | missing
            model_list: [^{model_name: g}] | model_list[0].litellm_params | missing
            model_list: [{model_name: ^"g*", params: {model: gemini/m, api_key: k}}] | model_list[0].model_name | wildcards
            model_list: [{model_name: g, params: {model: ^"gemini/*", api_key: k}}] | model_list[0].params.model | wildcards
            model_list: [{model_name: g, params: {model: ^gemini/, api_key: k}}] | model_list[0].params.model | provider/model
            model_list: [{model_name: g, params: ^{api_key: k}}] | model_list[0].params.model | missing
            model_list: [{model_name: g, params: ^{model: gemini/m}}] | model_list[0].params.api_key | missing
            model_list: [{model_name: g, params: {model: gemini/m, api_key: ^[]}}] | model_list[0].params.api_key | empty
            model_list: [{model_name: g, params: {model: gemini/m, api_key: ^"a b"}}] | model_list[0].params.api_key | header
            model_list: [{model_name: g, params: {model: gemini/m, api_key: ^"file:/no/such"}}] | model_list[0].params.api_key | cannot be read
            model_list: [{model_name: g, params: {model: gemini/m, api_key: ^"${NOT_SET}"}}] | model_list[0].params.api_key | NOT_SET is not set
            model_list: [{model_name: g, params: {model: gemini/m, api_key: k, api_base: ^"http://h?key=1"}}] | model_list[0].params.api_base | address
            model_list: [{model_name: g, rpm: ^many, params: {model: gemini/m, api_key: k}}] | model_list[0].rpm | whole number
            model_list: [{model_name: g, params: {model: gemini/m, api_key: [k, l]}, model_info: {id: ^x}}] | model_list[0].model_info.id | one id
            """)
    void every_mistake_has_its_place_its_setting_and_a_remedy(String written, String setting, String problem) {
        String text = written.replace("E~", ENTRY + "\n").replace('~', '\n').replace("\\t", "\t");
        int mark = Math.max(0, text.indexOf('^'));
        String before = text.substring(0, mark);
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> reader().parse("f.yaml", text.replace("^", "")));
        assertThat(refused).as("refused").isNotNull();
        ConfigProblem first = refused.problems().get(0);
        assertThat(first.problem()).contains(problem);
        assertThat(first.remedy()).isNotBlank();
        if (text.indexOf('^') >= 0 && !setting.equals("?")) {
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            assertThat(first.toString()).startsWith("f.yaml:" + line + ":" + (mark - before.lastIndexOf('\n')) + ": ");
            if (!setting.equals("(file)")) {
                assertThat(first.setting()).isEqualTo(setting);
            }
        }
    }

    private static ConfigReader reader() {
        return ConfigReader.create().environment(name -> Optional.empty());
    }
}
