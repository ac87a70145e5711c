package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.ONE;
import static dev.quotarouter.config.ConfigText.onlyDeployment;
import static dev.quotarouter.config.ConfigText.read;
import static dev.quotarouter.config.ConfigText.withParams;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.quota.MinuteWindow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigReaderTest {
    @Test
    void the_file_with_ten_deployments_is_understood_completely() {
        RouterConfig config = read(ConfigText.resource("ten-deployments.yaml"));

        assertThat(config.deployments())
                .extracting(deployment -> deployment.modelGroup() + " " + deployment.model() + " "
                        + deployment.apiKey().name() + " "
                        + deployment.limits().rpm().orElse(-1) + "/"
                        + deployment.limits().tpm().orElse(-1) + "/"
                        + deployment.limits().rpd().orElse(-1) + " "
                        + deployment.tier().orElse("-") + " "
                        + deployment.cooldown().orElseThrow().toSeconds())
                .containsExactly(
                        "gpt-4 gemini/gemini-2.5-pro GEMINI_KEY_1 5/250000/100 - 180",
                        "gpt-4 gemini/gemini-2.5-pro GEMINI_KEY_2 5/250000/100 - 180",
                        "gpt-4 gemini/gemini-2.5-flash GEMINI_KEY_1 10/250000/250 - 90",
                        "gpt-4 gemini/gemini-2.5-flash GEMINI_KEY_2 10/250000/250 - 90",
                        "gpt-4 gemini/gemini-2.5-flash-lite GEMINI_KEY_1 10/250000/250 - 90",
                        "gpt-4 gemini/gemini-2.5-flash-lite GEMINI_KEY_2 10/250000/250 - 90",
                        "gpt-4 gemini/gemini-2.0-flash GEMINI_KEY_1 -1/-1/-1 free 60",
                        "gpt-4 gemini/gemini-2.0-flash GEMINI_KEY_2 -1/-1/-1 free 60",
                        "gpt-4 gemini/gemini-2.0-flash-lite GEMINI_KEY_1 -1/-1/-1 free 60",
                        "gpt-4 gemini/gemini-2.0-flash-lite GEMINI_KEY_2 -1/-1/-1 free 60");
        assertThat(config.deployments().get(9).timeout()).contains(Duration.ofMillis(30_500));
        assertThat(config.deployments().get(0).timeout()).isEmpty();
        assertThat(config.deployments().get(2).origin()).contains(new Origin("test.yaml", 16, 5));
        assertThat(config.routingStrategy()).isEqualTo(RoutingStrategyName.USAGE_BASED_ROUTING_V2);
        assertThat(config.numRetries()).isEqualTo(2);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.cooldown()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.allowedFails()).isEqualTo(1);
        assertThat(config.retryPolicy())
                .containsExactly(
                        entry(ErrorClass.RESOURCE_EXHAUSTED, 0),
                        entry(ErrorClass.RATE_LIMIT, 1),
                        entry(ErrorClass.BAD_REQUEST, 0));
        assertThat(config.allowedFailsPolicy()).isEmpty();
        assertThat(config.aliases()).containsOnly(entry("gpt-4o", List.of("gpt-4")));
        assertThat(config.notices())
                .extracting(notice -> notice.line() + ":" + notice.column() + " " + notice.setting())
                .containsExactly(
                        "2:1 x-pro",
                        "35:3 router_settings.enable_pre_call_checks",
                        "42:26 router_settings.allowed_fails_policy.ResourceExhaustedErrorAllowedFails",
                        "42:65 router_settings.allowed_fails_policy.BadRequestErrorAllowedFails");
        assertThat(config.healthChecks())
                .isEqualTo(new HealthCheckSettings(true, Duration.ofMinutes(5), Duration.ofSeconds(15)));
        assertThat(config.deployments().get(0).healthCheckTimeout()).hasValue(Duration.ofSeconds(15));
    }

    @Test
    void health_checks_are_switched_on_and_off_for_all_and_for_one() {
        RouterConfig config = read("""
                model_list:
                  - model_name: a
                    litellm_params: {model: gemini/a, api_key: k}
                    model_info: {health_check_timeout: 3, disable_background_health_check: true}
                  - model_name: b
                    litellm_params: {model: gemini/b, api_key: k}
                general_settings: {background_health_checks: "true", health_check_interval: 60, health_check_timeout: 0.5}
                """);

        assertThat(config.healthChecks())
                .isEqualTo(new HealthCheckSettings(true, Duration.ofMinutes(1), Duration.ofMillis(500)));
        assertThat(config.deployments()).extracting(Deployment::healthCheck).containsExactly(false, true);
        assertThat(config.deployments())
                .extracting(Deployment::healthCheckTimeout)
                .containsExactly(Optional.of(Duration.ofSeconds(3)), Optional.empty());
        assertThat(config.notices()).isEmpty();
        assertThat(read(ONE).healthChecks()).isEqualTo(HealthCheckSettings.DEFAULT);
    }

    @Test
    void retries_that_will_never_be_made_are_noted_and_none_are_what_happens_anyway() {
        RouterConfig config = read(ONE + """
                router_settings:
                  retry_policy:
                    RateLimitErrorRetries: 3
                    BadRequestErrorRetries: 2
                    AuthenticationErrorRetries: 1
                    ContentPolicyViolationErrorRetries: 1
                    NotFoundErrorRetries: 0
                """);

        assertThat(config.retryPolicy()).containsEntry(ErrorClass.BAD_REQUEST, 2);
        assertThat(config.notices())
                .extracting(notice -> notice.setting().replace("router_settings.retry_policy.", "") + ": "
                        + notice.message().split("[,;]", -1)[0])
                .containsExactly(
                        "BadRequestErrorRetries: a wrong request goes back to the caller at once",
                        "AuthenticationErrorRetries: a rejected key or project is not asked again",
                        "ContentPolicyViolationErrorRetries: no effect: blocked content goes back to the caller at once");
        assertThat(read(ONE + """
                router_settings:
                  retry_policy: {BadRequestErrorRetries: 0, ContentPolicyViolationErrorRetries: 0}
                """).notices()).isEmpty();
    }

    @Test
    void what_is_not_written_has_the_documented_default() {
        RouterConfig config = read(ONE);

        assertThat(config.numRetries()).isEqualTo(2);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.requestDeadline()).isEmpty();
        assertThat(config.retryAfter()).isZero();
        assertThat(config.retryBudget()).isEqualTo(0.2);
        assertThat(config.cooldown()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.allowedFails()).isEqualTo(1);
        assertThat(config.maxQueueSize()).isEqualTo(1_000);
        assertThat(config.quota()).isEqualTo(new QuotaSettings(MinuteWindow.ROLLING, true, false));
        assertThat(config.retryPolicy()).isEmpty();
        assertThat(config.allowedFailsPolicy()).isEmpty();
        assertThat(config.aliases()).isEmpty();
        assertThat(config.notices()).isEmpty();
    }

    @Test
    void how_quota_is_counted_and_spent_is_a_setting() {
        QuotaSettings written = read(ONE
                        + "router_settings: {minute_window: learned, count_failed_calls: false, pacing: true}")
                .quota();

        assertThat(written).isEqualTo(new QuotaSettings(MinuteWindow.LEARNED, false, true));
        assertThat(read(ONE + "router_settings: {minute_window: Fixed}").quota().minuteWindow())
                .isEqualTo(MinuteWindow.FIXED);
    }

    @Test
    void zero_means_zero() {
        Deployment deployment =
                onlyDeployment(withParams("rpm: 0", "tpm: 0", "rpd: 0", "cooldown_time: 0", "allowed_fails: 0"));
        RouterConfig config = read(ONE
                + "router_settings: {num_retries: 0, cooldown_time: 0, allowed_fails: 0, retry_after: 0, max_queue_size: 0,"
                + " retry_budget: 0,"
                + " retry_policy: {TimeoutErrorRetries: 0}}");

        assertThat(deployment.limits().rpm()).isEqualTo(OptionalLong.of(0));
        assertThat(deployment.limits().tpm()).isEqualTo(OptionalLong.of(0));
        assertThat(deployment.limits().rpd()).isEqualTo(OptionalLong.of(0));
        assertThat(deployment.cooldown()).contains(Duration.ZERO);
        assertThat(deployment.allowedFails()).isEqualTo(OptionalInt.of(0));
        assertThat(config.numRetries()).isZero();
        assertThat(config.cooldown()).isZero();
        assertThat(config.allowedFails()).isZero();
        assertThat(config.maxQueueSize()).isZero();
        assertThat(config.retryBudget()).isZero();
        assertThat(config.retryPolicy()).containsExactly(entry(ErrorClass.TIMEOUT, 0));
    }

    @Test
    void numbers_may_be_texts_have_underscores_or_come_from_the_environment() {
        Deployment deployment = onlyDeployment(withParams(
                "rpm: ${RPM}",
                "tpm: 250_000",
                "rpd: \"100\"",
                "timeout: \"2.5\"",
                "cooldown_time: ${NO_SUCH_THING:-3}"));

        assertThat(deployment.limits().rpm()).hasValue(7);
        assertThat(deployment.limits().tpm()).hasValue(250_000);
        assertThat(deployment.limits().rpd()).hasValue(100);
        assertThat(deployment.timeout()).contains(Duration.ofMillis(2_500));
        assertThat(deployment.cooldown()).contains(Duration.ofSeconds(3));
    }

    @Test
    void an_empty_setting_is_one_that_is_not_written() {
        Deployment deployment = onlyDeployment(withParams("rpm:", "project: ~", "tier: null"));

        assertThat(deployment.limits().rpm()).isEmpty();
        assertThat(deployment.project()).isEmpty();
        assertThat(deployment.tier()).isEmpty();
    }

    @Test
    void limits_are_read_in_three_places_and_the_losers_are_noted() {
        RouterConfig config = read("""
                model_list:
                  - model_name: g
                    rpm: 1
                    params: {model: gemini/m, api_key: k, rpm: 2, tpm: 3}
                    model_info: {rpm: 4, tpm: 5, rpd: 6, cooldown_time: 7, id: west}
                """);

        Deployment deployment = config.deployments().get(0);
        assertThat(deployment.limits().rpm()).hasValue(1);
        assertThat(deployment.limits().tpm()).hasValue(3);
        assertThat(deployment.limits().rpd()).hasValue(6);
        assertThat(deployment.cooldown()).contains(Duration.ofSeconds(7));
        assertThat(deployment.id()).contains("west");
        assertThat(config.notices())
                .extracting(ConfigNotice::toString)
                .containsExactly(
                        "test.yaml:4:48: model_list[0].params.rpm: not used: model_list[0].rpm goes before it",
                        "test.yaml:5:23: model_list[0].model_info.rpm: not used: model_list[0].rpm goes before it",
                        "test.yaml:5:31: model_list[0].model_info.tpm: not used: model_list[0].params.tpm goes before it");
    }

    @Test
    void anchors_and_merges_are_honoured_and_what_is_written_goes_before_what_is_merged() {
        RouterConfig config = read("""
                common: &common {api_key: one, rpm: 1, tpm: 10, project: p}
                other: &other {rpm: 2, rpd: 20, <<: *common}
                model_list:
                  - model_name: a
                    params: {rpm: 9, <<: *common, model: gemini/a}
                  - model_name: b
                    params:
                      <<: [*other, *common]
                      model: gemini/b
                """);

        Deployment a = config.deployments().get(0);
        assertThat(a.limits().rpm()).hasValue(9);
        assertThat(a.limits().tpm()).hasValue(10);
        assertThat(a.limits().rpd()).isEmpty();
        Deployment b = config.deployments().get(1);
        assertThat(b.limits().rpm()).hasValue(2);
        assertThat(b.limits().tpm()).hasValue(10);
        assertThat(b.limits().rpd()).hasValue(20);
        assertThat(b.project()).contains("p");
        assertThat(b.apiKey()).isEqualTo(a.apiKey());
    }

    @Test
    void an_address_and_a_project_are_read() {
        Deployment deployment = onlyDeployment(withParams("api_base: http://localhost:8080/v1beta", "project: team-a"));

        assertThat(deployment.baseUrl()).contains(URI.create("http://localhost:8080/v1beta"));
        assertThat(deployment.project()).contains("team-a");
        assertThat(deployment.provider()).isEqualTo("gemini");
        assertThat(deployment.providerModel()).isEqualTo("gemini-2.5-pro");
    }

    @Test
    void equal_keys_have_one_name_and_literal_ones_are_numbered(@TempDir Path folder) throws IOException {
        Path keyFile = Files.writeString(folder.resolve("gemini-1"), "from-file\n");

        RouterConfig config = read("""
                model_list:
                  - model_name: g
                    params:
                      model: gemini/m
                      api_key: [first, os.environ/GEMINI_KEY_1, second, secret-one, "file:%s", first, "${NOT_SET:-third}"]
                """.formatted(keyFile));

        assertThat(config.deployments().stream().map(Deployment::apiKey))
                .extracting(ApiKey::name, ApiKey::reveal)
                .containsExactly(
                        tuple("key-1", "first"),
                        tuple("GEMINI_KEY_1", "secret-one"),
                        tuple("key-2", "second"),
                        tuple("gemini-1", "from-file"),
                        tuple("key-3", "third"));
    }

    @Test
    void without_a_key_the_providers_usual_variable_is_taken() {
        String yaml = "model_list: [{model_name: g, params: {model: gemini/m}}]";
        ConfigReader reader =
                ConfigReader.create().environment(name -> Optional.of("s").filter(s -> name.equals("GEMINI_API_KEY")));

        assertThat(reader.parse("test.yaml", yaml).deployments().get(0).apiKey().name())
                .isEqualTo("GEMINI_API_KEY");
        assertThat(ConfigText.mistakes(yaml))
                .containsExactly("1:38 model_list[0].params.api_key: it is missing;"
                        + " write api_key: os.environ/GEMINI_API_KEY, with the variable's name");
    }

    @Test
    void aliases_are_texts_lists_or_maps_and_are_resolved_to_model_groups() {
        RouterConfig config = read("""
                model_list:
                  - {model_name: pro, params: {model: gemini/pro, api_key: k}}
                  - {model_name: flash, params: {model: gemini/flash, api_key: k}}
                router_settings:
                  model_group_alias:
                    one: pro
                    both: [pro, flash, pro]
                    hidden: {model: flash, hidden: true}
                    chained: [one, both]
                """);

        assertThat(config.aliases())
                .containsExactly(
                        entry("one", List.of("pro")),
                        entry("both", List.of("pro", "flash")),
                        entry("hidden", List.of("flash")),
                        entry("chained", List.of("pro", "flash")));
        assertThat(config.hiddenNames()).containsExactly("hidden");
        assertThat(config.notices()).isEmpty();
    }

    @Test
    void models_of_other_providers_are_noted_and_nothing_else_of_them_is_read() {
        RouterConfig config = ConfigText.reader().providers("gemini"::equals).parse("test.yaml", ONE + """
                                  - model_name: gpt-4o
                                    litellm_params: {model: openai/gpt-4o, api_key: os.environ/NOT_SET_HERE, whatever: 1}
                                  - model_name: old
                                    litellm_params: {model: gpt-3.5-turbo}
                                  - model_name: any
                                    litellm_params: {model: "openai/*"}
                                router_settings:
                                  model_group_alias: {best: [gpt-4, gpt-4o], other: old}
                                """);

        assertThat(config.deployments()).hasSize(1);
        assertThat(config.aliases()).containsOnly(entry("best", List.of("gpt-4")));
        assertThat(config.notices())
                .extracting(notice -> notice.line() + " " + notice.message())
                .containsExactly(
                        "7 not served: there is no provider \"openai\"",
                        "9 not served: no provider is named; a Gemini model is written gemini/…",
                        "11 not served: there is no provider \"openai\"",
                        "13 not all of its model groups are served",
                        "13 not all of its model groups are served");
    }

    @Test
    void litellm_settings_are_obeyed_where_they_mean_the_same_and_the_routers_own_go_before() {
        RouterConfig config = read(ONE + """
                router_settings: {num_retries: 1}
                litellm_settings: {num_retries: 5, request_timeout: 20, allowed_fails: 3, cooldown_time: 9}
                """);

        assertThat(config.numRetries()).isEqualTo(1);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.allowedFails()).isEqualTo(3);
        assertThat(config.cooldown()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.notices())
                .extracting(ConfigNotice::toString)
                .containsExactly("test.yaml:7:33: litellm_settings.num_retries:"
                        + " not used: router_settings.num_retries goes before it");
    }

    @Test
    void a_strategy_is_read_by_its_name_and_the_older_name_means_the_same() {
        for (RoutingStrategyName strategy : RoutingStrategyName.values()) {
            RouterConfig config = read(ONE + "router_settings: {routing_strategy: " + strategy.setting() + "}");
            assertThat(config.routingStrategy()).isEqualTo(strategy);
            assertThat(config.notices()).isEmpty();
        }
        RouterConfig older = read(ONE + "router_settings: {routing_strategy: usage-based-routing}");
        assertThat(older.routingStrategy()).isEqualTo(RoutingStrategyName.USAGE_BASED_ROUTING_V2);
        assertThat(older.notices()).isEmpty();
    }

    @Test
    void every_known_setting_is_obeyed_or_noted_with_its_reason() {
        for (Setting setting : ProxySettings.GENERAL.settings()) {
            if (setting.standing() != Setting.Standing.OBEYED) {
                assertThat(read(ONE + "general_settings: {" + setting.name() + ": x}")
                                .notices())
                        .extracting(ConfigNotice::message)
                        .containsExactly(setting.notice());
            }
        }
        for (Setting setting : ModelSettings.PARAMS.settings()) {
            if (setting.standing() != Setting.Standing.OBEYED) {
                assertThat(read(withParams(setting.name() + ": x")).notices())
                        .extracting(ConfigNotice::message)
                        .containsExactly(setting.notice());
            }
        }
    }

    @Test
    void a_file_is_read_from_disk_also_with_a_byte_order_mark(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("quota-router.yaml"), "\uFEFF" + ONE);

        assertThat(ConfigText.reader().read(file).deployments().get(0).origin())
                .contains(new Origin(file.toString(), 2, 5));
    }
}
