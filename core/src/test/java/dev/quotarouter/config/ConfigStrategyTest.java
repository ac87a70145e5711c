package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.ONE;
import static dev.quotarouter.config.ConfigText.mistakes;
import static dev.quotarouter.config.ConfigText.onlyDeployment;
import static dev.quotarouter.config.ConfigText.read;
import static dev.quotarouter.config.ConfigText.withParams;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.provider.TokenPrice;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigStrategyTest {
    @Test
    void the_arguments_of_latency_based_routing_are_read() {
        RouterConfig config = read(ONE
                + "router_settings: {routing_strategy: latency-based-routing,"
                + " routing_strategy_args: {ttl: 600, lowest_latency_buffer: 0.2, max_latency_list_size: 5}}");

        assertThat(config.latency()).isEqualTo(new LatencySettings(Duration.ofMinutes(10), 0.2, 5));
        assertThat(config.notices()).isEmpty();
    }

    @Test
    void another_strategy_has_no_arguments() {
        RouterConfig config = read(ONE
                + "router_settings: {routing_strategy: least-busy, routing_strategy_args: {ttl: 60, other: thing}}");

        assertThat(config.latency()).isEqualTo(LatencySettings.DEFAULT);
        assertThat(config.notices())
                .extracting(ConfigNotice::message)
                .containsExactly("no effect: only latency-based-routing has arguments");
    }

    @Test
    void arguments_out_of_range_are_mistakes() {
        assertThat(
                        mistakes(
                                ONE
                                        + "router_settings: {routing_strategy: latency-based-routing,"
                                        + " routing_strategy_args: {ttl: 0, lowest_latency_buffer: -1, max_latency_list_size: 0, tll: 1}}"))
                .hasSize(4)
                .anyMatch(mistake -> mistake.endsWith("there is no such setting here; write ttl"));
    }

    @Test
    void the_budgets_own_strategy_of_litellm_is_noted() {
        assertThat(read(ONE + "router_settings: {routing_strategy: provider-budget-routing}")
                        .notices())
                .extracting(ConfigNotice::message)
                .containsExactly("budgets hold under every strategy: usage-based-routing-v2 is used");
    }

    @Test
    void a_deployment_has_a_weight_and_a_number_of_calls_at_once() {
        Deployment deployment = onlyDeployment(withParams("weight: 0.5", "max_parallel_requests: 4"));

        assertThat(deployment.terms().weight()).hasValue(0.5);
        assertThat(deployment.terms().maxParallelRequests()).hasValue(4);
        assertThat(read(ONE + "router_settings: {default_max_parallel_requests: 7}")
                        .defaultMaxParallelRequests())
                .hasValue(7);
    }

    @Test
    void no_call_at_once_would_be_no_deployment() {
        assertThat(mistakes(withParams("max_parallel_requests: 0")))
                .containsExactly("6:30 model_list[0].litellm_params.max_parallel_requests:"
                        + " it must be a whole number from 1 to 1000000, not \"0\"; write a number such as 10");
    }

    @Test
    void prices_may_be_written_with_an_exponent_and_in_either_place() {
        Deployment inParams = onlyDeployment(withParams(
                "input_cost_per_token: 3e-07",
                "output_cost_per_token: 0.0000025",
                "cache_read_input_token_cost: 7.5E-8"));
        Deployment inInfo =
                onlyDeployment(ONE + "    model_info: {input_cost_per_token: 1e-6, output_cost_per_token: 2e-6}\n");

        assertThat(inParams.terms().price().orElseThrow()).satisfies(price -> {
            assertThat(price.input()).isEqualByComparingTo("0.0000003");
            assertThat(price.output()).isEqualByComparingTo("0.0000025");
            assertThat(price.cachedInput()).isEqualByComparingTo("0.000000075");
        });
        assertThat(inInfo.terms().price().orElseThrow()).satisfies(price -> {
            assertThat(price.input()).isEqualByComparingTo("0.000001");
            assertThat(price.cachedInput()).isEqualByComparingTo("0.000001");
            assertThat(price.output()).isEqualByComparingTo("0.000002");
        });
    }

    @Test
    void half_a_price_is_noted() {
        RouterConfig config = read(withParams("input_cost_per_token: 1e-6"));

        assertThat(config.deployments()
                        .get(0)
                        .terms()
                        .price()
                        .map(TokenPrice::output)
                        .orElseThrow())
                .isEqualByComparingTo("0");
        assertThat(config.notices())
                .extracting(ConfigNotice::message)
                .containsExactly("output_cost_per_token is not written: it is taken for 0");
    }

    @Test
    void a_price_is_no_word() {
        assertThat(mistakes(withParams("input_cost_per_token: cheap", "output_cost_per_token: 1e")))
                .hasSize(2)
                .allMatch(mistake -> mistake.contains("it must be an amount in US dollars from 0 to 1000000"));
    }
}
