package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.ONE;
import static dev.quotarouter.config.ConfigText.mistakes;
import static dev.quotarouter.config.ConfigText.onlyDeployment;
import static dev.quotarouter.config.ConfigText.read;
import static dev.quotarouter.config.ConfigText.withParams;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked for, and which deployments serve it: stars, aliases, tags, order, sizes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigNamesTest {
    private static final String STAR = """
            model_list:
              - {model_name: "gemini/*", litellm_params: {model: "gemini/*", api_key: k}}
              - {model_name: pro, litellm_params: {model: gemini/gemini-2.5-pro, api_key: k}}
            router_settings:
            """;

    @TempDir
    Path folder;

    @Test
    void an_alias_is_hidden_only_if_it_says_so() {
        RouterConfig config = read(
                STAR
                        + "  model_group_alias: {a: {model: pro, hidden: true}, b: {model: pro, hidden: false}, c: {model: pro}}");

        assertThat(config.hiddenNames()).containsExactly("a");
        assertThat(config.aliases()).containsOnlyKeys("a", "b", "c");
        assertThat(mistakes(STAR + "  model_group_alias: {a: {model: pro, hidden: yes!}}"))
                .containsExactly("5:47 router_settings.model_group_alias.a.hidden: it must be true or false;"
                        + " write true or false");
    }

    @Test
    void aliases_and_fallbacks_may_name_what_only_a_star_serves() {
        RouterConfig config = read(STAR + """
                  model_group_alias: {gpt-4: gemini/gemini-2.5-flash}
                  fallbacks: [{pro: [gemini/gemini-2.5-flash, "gemini-2.0-flash@key-1"]}, {gemini-3-pro: [pro]}, {"gemini/*": [pro]}]
                """);

        assertThat(config.aliases()).containsOnly(entry("gpt-4", List.of("gemini/gemini-2.5-flash")));
        assertThat(config.fallbacks().after("pro"))
                .containsExactly("gemini/gemini-2.5-flash", "gemini-2.0-flash@key-1");
        assertThat(config.fallbacks().after("gemini/gemini-3-pro")).containsExactly("pro");
        assertThat(config.fallbacks().general()).containsOnlyKeys("pro", "gemini/gemini-3-pro", "gemini/*");
        assertThat(config.notices()).isEmpty();
    }

    @Test
    void a_name_that_no_star_fits_is_still_unknown() {
        assertThat(mistakes(STAR + "  fallbacks: [{pro: [openai/gpt-4]}]\n  model_group_alias: {a: openai/gpt-4}"))
                .extracting(mistake -> mistake.substring(mistake.indexOf(' ') + 1, mistake.indexOf(';')))
                .containsExactly(
                        "router_settings.fallbacks[0].pro[0]: there is no model group \"openai/gpt-4\"",
                        "router_settings.model_group_alias.a: there is no model group \"openai/gpt-4\"");
    }

    @Test
    void an_order_stands_in_two_places_and_that_of_the_parameters_goes_before() {
        assertThat(onlyDeployment(withParams("order: 0")).terms().order()).hasValue(0);
        assertThat(onlyDeployment(ONE + "    model_info: {order: 3}").terms().order())
                .hasValue(3);
        RouterConfig both = read(withParams("order: 2") + "    model_info: {order: 3}");
        assertThat(both.deployments().get(0).terms().order()).hasValue(2);
        assertThat(both.notices()).extracting(ConfigNotice::setting).containsExactly("model_list[0].model_info.order");
        assertThat(onlyDeployment(ONE).terms().order()).isEmpty();
    }

    @Test
    void tags_are_one_or_a_list_and_may_be_none() {
        assertThat(onlyDeployment(withParams("tags: [free, eu]")).scope().tags())
                .containsExactly("free", "eu");
        assertThat(onlyDeployment(withParams("tags: free")).scope().tags()).containsExactly("free");
        assertThat(onlyDeployment(withParams("tags: []")).scope().tags()).isEmpty();
        assertThat(mistakes(withParams("tags: [a, {b: c}]"))).hasSize(1);
    }

    @Test
    void tags_choose_only_where_they_are_switched_on() {
        assertThat(read(ONE).tagFiltering()).isEqualTo(TagFiltering.OFF);
        assertThat(read(ONE + "router_settings: {enable_tag_filtering: true}").tagFiltering())
                .isEqualTo(TagFiltering.ANY);
        assertThat(read(ONE + "router_settings: {enable_tag_filtering: true, tag_filtering_match_any: false}")
                        .tagFiltering())
                .isEqualTo(TagFiltering.ALL);
        RouterConfig useless = read(ONE + "router_settings: {tag_filtering_match_any: false}");
        assertThat(useless.tagFiltering()).isEqualTo(TagFiltering.OFF);
        assertThat(useless.notices())
                .extracting(ConfigNotice::message)
                .containsExactly("no effect: enable_tag_filtering is not true");
    }

    @Test
    void sizes_and_region_of_a_deployment_are_read() {
        DeploymentScope scope = onlyDeployment(
                        withParams("region_name: eu") + "    model_info: {max_input_tokens: 2097152, max_tokens: 8192}")
                .scope();

        assertThat(scope.region()).contains("eu");
        assertThat(scope.maxInputTokens()).hasValue(2_097_152);
        assertThat(scope.maxOutputTokens()).hasValue(8_192);
        assertThat(onlyDeployment(ONE + "    model_info: {max_tokens: 1, max_output_tokens: 2}")
                        .scope()
                        .maxOutputTokens())
                .hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_input_tokens: 0", "max_output_tokens: 1.5", "max_tokens: many", "order: -1"})
    void impossible_numbers_are_mistakes(String setting) {
        assertThat(mistakes(ONE + "    model_info: {" + setting + "}"))
                .singleElement()
                .asString()
                .contains("it must be a whole number");
    }

    @Test
    void the_file_and_how_often_to_look_at_it_are_remembered() throws IOException {
        Path file = folder.resolve("config.yaml");
        Files.writeString(folder.resolve("more.yaml"), "router_settings: {watch_interval: 0.5}");
        Files.writeString(folder.resolve("key"), "a-secret");
        Files.writeString(file, ONE.replace("os.environ/GEMINI_KEY_1", "file:key") + "include: more.yaml");

        RouterConfig config = ConfigText.reader().read(file);

        assertThat(config.source()).contains(file);
        assertThat(config.watchInterval()).contains(Duration.ofMillis(500));
        assertThat(config.files()).containsExactlyInAnyOrder(file, folder.resolve("more.yaml"), folder.resolve("key"));
        assertThat(read(ONE).source()).isEmpty();
        assertThat(read(ONE + "router_settings: {watch_interval: 0}").watchInterval())
                .isEmpty();
    }

    @Test
    void requests_without_a_priority_have_that_of_the_router() {
        assertThat(read(ONE).defaultPriority()).isZero();
        assertThat(read(ONE + "router_settings: {default_priority: 7}").defaultPriority())
                .isEqualTo(7);
    }
}
