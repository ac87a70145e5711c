package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.mistakes;
import static dev.quotarouter.config.ConfigText.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said nearest to the call holds: deployment, model group, router, litellm_settings, default. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigPrecedenceTest {
    /** Which places say something; the number that each says is its own. */
    @ParameterizedTest
    @CsvSource({
        "false, false, false, false, 2, PT30S, 1, PT1M",
        "false, false, false, true, 14, PT4S, 24, PT34S",
        "false, false, true, true, 13, PT3S, 23, PT33S",
        "true, false, true, true, 11, PT1S, 21, PT31S",
        "true, false, false, false, 11, PT1S, 21, PT31S"
    })
    void the_nearest_place_that_says_a_number_is_obeyed(
            boolean deployment,
            boolean group,
            boolean router,
            boolean litellm,
            int retries,
            Duration cooldown,
            int fails,
            Duration timeout) {
        RouterConfig config = config(
                deployment ? numbers(1, "timeout") : "",
                router ? numbers(3, "timeout") : "",
                litellm ? numbers(4, "request_timeout") : "");
        Deployment first = config.deployments().get(0);

        assertThat(retries(config, first).numRetries()).isEqualTo(retries);
        assertThat(config.cooldowns(first).cooldown()).isEqualTo(cooldown);
        assertThat(config.cooldowns(first).allowedFails()).isEqualTo(fails);
        assertThat(config.timeouts(first).timeout()).isEqualTo(timeout);
    }

    @Test
    void policies_are_taken_class_by_class() {
        RouterConfig config = config(
                "retry_policy: {TimeoutErrorRetries: 1}, allowed_fails_policy: {TimeoutErrorAllowedFails: 1}",
                "retry_policy: {TimeoutErrorRetries: 3, RateLimitErrorRetries: 3, BadGatewayErrorRetries: 3},"
                        + " allowed_fails_policy: {TimeoutErrorAllowedFails: 3, RateLimitErrorAllowedFails: 3,"
                        + " BadGatewayErrorAllowedFails: 3},"
                        + " model_group_retry_policy: {g: {TimeoutErrorRetries: 2, RateLimitErrorRetries: 2}},"
                        + " model_group_allowed_fails_policy:"
                        + " {g: {TimeoutErrorAllowedFails: 2, RateLimitErrorAllowedFails: 2}}",
                "");
        Deployment first = config.deployments().get(0);
        Deployment second = config.deployments().get(1);
        Deployment elsewhere = config.deployments().get(2);

        assertThat(retries(config, first).retryPolicy())
                .containsOnly(
                        entry(ErrorClass.TIMEOUT, 1),
                        entry(ErrorClass.RATE_LIMIT, 2),
                        entry(ErrorClass.BAD_GATEWAY, 3));
        assertThat(retries(config, second).retryPolicy()).containsEntry(ErrorClass.TIMEOUT, 2);
        assertThat(retries(config, elsewhere).retryPolicy()).containsEntry(ErrorClass.TIMEOUT, 3);
        assertThat(config.cooldowns(first).allowedFailsPolicy())
                .containsOnly(
                        entry(ErrorClass.TIMEOUT, 1),
                        entry(ErrorClass.RATE_LIMIT, 2),
                        entry(ErrorClass.BAD_GATEWAY, 3));
        assertThat(config.cooldowns(elsewhere).allowedFailsPolicy()).containsEntry(ErrorClass.RATE_LIMIT, 3);
        assertThat(config.notices()).isEmpty();
    }

    @Test
    void retries_of_an_alias_are_for_who_asks_for_it_and_failures_are_those_of_the_groups_behind_it() {
        RouterConfig config = config(
                "",
                "model_group_alias: {any: [g, other], one: g, two: g},"
                        + " model_group_retry_policy: {any: {TimeoutErrorRetries: 5}, g: {TimeoutErrorRetries: 6},"
                        + " two: {TimeoutErrorRetries: 7}},"
                        + " model_group_allowed_fails_policy: {any: {TimeoutErrorAllowedFails: 8},"
                        + " other: {TimeoutErrorAllowedFails: 9}}",
                "");

        assertThat(List.of("any", "g", "other", "one", "two"))
                .extracting(name -> config.retries(name).retryPolicy().getOrDefault(ErrorClass.TIMEOUT, -1))
                .containsExactly(5, 6, -1, 6, 7);
        assertThat(config.deployments())
                .extracting(deployment ->
                        config.cooldowns(deployment).allowedFailsPolicy().getOrDefault(ErrorClass.TIMEOUT, -1))
                .containsExactly(8, 8, 9);
        assertThat(config.group("nobody")).isEqualTo(GroupTerms.NONE);
    }

    @Test
    void what_is_set_for_all_entries_is_said_by_each_that_does_not_say_it() {
        RouterConfig config = config(
                "num_retries: 1",
                "default_litellm_params: {num_retries: 7, retry_after: 3, order: 4, tags: free, timeout: 9}, timeout: 5",
                "");

        assertThat(config.deployments())
                .extracting(deployment -> deployment.retries().numRetries().orElse(-1))
                .containsExactly(1, 7, 7);
        assertThat(config.deployments()).allSatisfy(deployment -> {
            assertThat(deployment.retries().retryAfter()).contains(Duration.ofSeconds(3));
            assertThat(deployment.terms().order()).hasValue(4);
            assertThat(deployment.scope().tags()).containsExactly("free");
            assertThat(config.timeouts(deployment).timeout()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    void a_stream_may_be_silent_as_long_as_the_deployment_or_else_the_router_says() {
        RouterConfig config = config("stream_timeout: 1", "stream_timeout: 2, request_deadline: 8", "");

        assertThat(config.timeouts(config.deployments().get(0)).streamTimeout()).contains(Duration.ofSeconds(1));
        assertThat(config.timeouts(config.deployments().get(1)))
                .isEqualTo(new TimeoutSettings(
                        Duration.ofMinutes(1), Optional.of(Duration.ofSeconds(2)), Optional.of(Duration.ofSeconds(8))));
    }

    @Test
    void disabled_cooldowns_go_before_every_other_word_on_them() {
        RouterConfig config = config("cooldown_time: 9", "disable_cooldowns: true, cooldown_time: 8", "");

        assertThat(config.deployments())
                .allSatisfy(deployment ->
                        assertThat(config.cooldowns(deployment).cooldown()).isZero());
        assertThat(config.notices())
                .extracting(notice -> notice.setting() + ": " + notice.message())
                .containsExactly(
                        "router_settings.cooldown_time: not used: router_settings.disable_cooldowns goes before it");
        assertThat(config("", "disable_cooldowns: false, cooldown_time: 8", "").cooldown())
                .isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void wrong_policies_are_mistakes_wherever_they_stand() {
        String policies = "retry_policy: {TimeoutErrorRetries: -1}, allowed_fails_policy: {TimeoutErrorAllowedFail: 1}";
        String groups = "model_group_retry_policy: {h: {}, g: {TimeoutErrorRetries: x}},"
                + " model_group_allowed_fails_policy: {others: {}, g: 5}";

        assertThat(mistakes(yaml(policies, groups, "")))
                .extracting(mistake -> mistake.substring(mistake.indexOf(' ') + 1))
                .containsExactly(
                        "model_list[0].litellm_params.retry_policy.TimeoutErrorRetries: it must be a whole number from 0 to"
                                + " 100, not \"-1\"; write a number such as 2",
                        "model_list[0].litellm_params.allowed_fails_policy.TimeoutErrorAllowedFail: there is no such setting here;"
                                + " write TimeoutErrorAllowedFails",
                        "router_settings.model_group_retry_policy.h: there is no model group \"h\"; write \"g\"",
                        "router_settings.model_group_retry_policy.g.TimeoutErrorRetries: it must be a whole number from 0"
                                + " to 100, not \"x\"; write a number such as 2",
                        "router_settings.model_group_allowed_fails_policy.others: there is no model group \"others\";"
                                + " write \"other\"",
                        "router_settings.model_group_allowed_fails_policy.g: it must be a map;"
                                + " write its settings below it, indented");
    }

    private static RetrySettings retries(RouterConfig config, Deployment deployment) {
        return config.retries(deployment.modelGroup()).with(deployment.retries());
    }

    private static String numbers(int place, String timeout) {
        return "num_retries: 1" + place + ", cooldown_time: " + place + ", allowed_fails: 2" + place + ", " + timeout
                + ": 3" + place;
    }

    private static RouterConfig config(String deployment, String router, String litellm) {
        return read(yaml(deployment, router, litellm));
    }

    /** Two deployments of one group, of which the first says something, and one of another. */
    private static String yaml(String deployment, String router, String litellm) {
        return "model_list:\n"
                + "- {model_name: g, litellm_params: {model: gemini/a, api_key: k" + (deployment.isEmpty() ? "" : ", ")
                + deployment + "}}\n"
                + "- {model_name: g, litellm_params: {model: gemini/b, api_key: k}}\n"
                + "- {model_name: other, litellm_params: {model: gemini/c, api_key: k}}\n"
                + "router_settings: {" + router + "}\n"
                + "litellm_settings: {" + litellm + "}\n";
    }
}
