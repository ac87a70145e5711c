package dev.quotarouter.config;

import static dev.quotarouter.config.ConfigText.ONE;
import static dev.quotarouter.config.ConfigText.mistakes;
import static dev.quotarouter.config.ConfigText.onlyDeployment;
import static dev.quotarouter.config.ConfigText.read;
import static dev.quotarouter.config.ConfigText.withParams;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.quota.MoneyBudget;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigBudgetTest {
    @Test
    void a_deployment_has_a_budget() {
        Deployment deployment = onlyDeployment(withParams("max_budget: \"2.50\"", "budget_duration: 1mo"));

        assertThat(deployment.terms().budget()).contains(MoneyBudget.of("2.50", "1mo"));
    }

    @Test
    void a_provider_has_a_budget_by_either_pair_of_names() {
        for (String names : new String[] {"budget_limit: 10, time_period: 7d", "max_budget: 10, budget_duration: 7d"}) {
            RouterConfig config = read(ONE + "router_settings: {provider_budget_config: {gemini: {" + names + "}}}");

            assertThat(config.budgets().byProvider()).isEqualTo(Map.of("gemini", MoneyBudget.of("10", "1w")));
            assertThat(config.notices()).isEmpty();
        }
    }

    @Test
    void a_model_has_a_budget() {
        RouterConfig config = read(
                ONE
                        + "router_settings: {model_budget_config: {gemini/gemini-2.5-pro: {budget_limit: 1e-3, time_period: 1h}}}");

        assertThat(config.budgets().byModel().get("gemini/gemini-2.5-pro")).satisfies(budget -> {
            assertThat(budget.limit()).isEqualByComparingTo("0.001");
            assertThat(budget.period()).hasToString("1h");
        });
    }

    @Test
    void budgets_that_nobody_spends_are_noted() {
        RouterConfig config = read(ONE
                + "router_settings: {provider_budget_config: {openai: {budget_limit: 1, time_period: 1d}},"
                + " model_budget_config: {gemini/other: {budget_limit: 1, time_period: 1d}}}");

        assertThat(config.budgets()).isEqualTo(BudgetSettings.NONE);
        assertThat(config.notices())
                .hasSize(2)
                .allSatisfy(notice -> assertThat(notice.message())
                        .isEqualTo("nothing is spent of it: no deployment is of this name"));
    }

    @Test
    void the_zone_is_utc_or_litellms_or_ours() {
        assertThat(read(ONE).budgets().zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(read(ONE + "litellm_settings: {timezone: US/Pacific}")
                        .budgets()
                        .zone())
                .isEqualTo(ZoneId.of("US/Pacific"));
        assertThat(read(ONE
                                + "litellm_settings: {timezone: US/Pacific}\nrouter_settings: {budget_timezone: Asia/Tokyo}")
                        .budgets()
                        .zone())
                .isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void mistakes_say_what_to_write() {
        assertThat(mistakes(withParams("max_budget: 5")))
                .containsExactly("4:7 model_list[0].litellm_params.budget_duration: the budget has no period;"
                        + " write budget_duration: 1d, after which the budget starts anew");
        assertThat(mistakes(withParams("max_budget: much", "budget_duration: 2y")))
                .containsExactly(
                        "6:19 model_list[0].litellm_params.max_budget: it must be an amount in US dollars from 0 to"
                                + " 1000000, not \"much\"; write a number such as 10 or 3e-07",
                        "7:24 model_list[0].litellm_params.budget_duration: it must be a number and s, m, h, d, w or mo;"
                                + " at most a day in seconds, minutes or hours; write 1h, 1d, 7d or 1mo");
        assertThat(mistakes(ONE + "router_settings: {provider_budget_config: {gemini: {limit: 1}}}"))
                .hasSize(3);
        assertThat(mistakes(ONE + "router_settings: {budget_timezone: Atlantis}"))
                .containsExactly("6:36 router_settings.budget_timezone: it must be a time zone;"
                        + " write a zone such as UTC or America/Los_Angeles");
    }

    @Test
    void a_duration_without_a_budget_is_noted() {
        assertThat(read(withParams("budget_duration: 1d")).notices())
                .extracting(ConfigNotice::message)
                .containsExactly("not used: max_budget is not written");
    }
}
