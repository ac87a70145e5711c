package dev.quotarouter.config;

import dev.quotarouter.quota.BudgetPeriod;
import dev.quotarouter.quota.MoneyBudget;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads budgets of money: how much, and for how long. */
final class BudgetReader {
    private BudgetReader() {}

    /** {@return the budget of one deployment} */
    static Optional<MoneyBudget> ofDeployment(Section params) {
        Optional<ConfigNode> duration = params.find("budget_duration");
        if (params.find("max_budget").isEmpty()) {
            duration.ifPresent(alone -> alone.notice("not used: max_budget is not written"));
            return Optional.empty();
        }
        return budget(params, params.find("max_budget"), duration, "budget_duration");
    }

    /**
     * Reads the budgets of providers, of models, and the zone they hold in.
     *
     * @param providers the providers that serve a deployment
     * @param models the models that are deployed
     */
    static BudgetSettings ofRouter(
            Optional<Section> router, Optional<Section> litellm, Set<String> providers, Set<String> models) {
        BudgetSettings budgets = Section.first(List.of(
                        router.flatMap(section -> section.find("budget_timezone")),
                        litellm.flatMap(section -> section.find("timezone"))))
                .flatMap(setting -> setting.value(ValueKind.ZONE))
                .map(BudgetSettings.NONE::withZone)
                .orElse(BudgetSettings.NONE);
        if (router.isEmpty()) {
            return budgets;
        }
        budgets = each(
                router.get().find("provider_budget_config"),
                KnownSettings.PROVIDER_BUDGET,
                providers,
                budgets,
                (known, named) -> known.withProvider(named.name, named.budget));
        return each(
                router.get().find("model_budget_config"),
                KnownSettings.MODEL_BUDGET,
                models,
                budgets,
                (known, named) -> known.withModel(named.name, named.budget));
    }

    private record Named(String name, MoneyBudget budget) {}

    private static BudgetSettings each(
            Optional<ConfigNode> written,
            SettingTable table,
            Set<String> spenders,
            BudgetSettings budgets,
            BiFunction<BudgetSettings, Named, BudgetSettings> with) {
        BudgetSettings all = budgets;
        for (MapEntry entry : written.map(ConfigNode::mapEntries).orElse(List.of())) {
            Section section = entry.value().section(table);
            Optional<MoneyBudget> budget = budget(
                    section,
                    Section.first(List.of(section.find("budget_limit"), section.find("max_budget"))),
                    Section.first(List.of(section.find("time_period"), section.find("budget_duration"))),
                    "time_period");
            if (!spenders.contains(entry.name())) {
                entry.key().notice("nothing is spent of it: no deployment is of this name");
            } else if (budget.isPresent()) {
                all = with.apply(all, new Named(entry.name(), budget.get()));
            }
        }
        return all;
    }

    private static Optional<MoneyBudget> budget(
            Section section, Optional<ConfigNode> limit, Optional<ConfigNode> period, String periodSetting) {
        Optional<BigDecimal> dollars = limit.flatMap(setting -> setting.value(ValueKind.DOLLARS));
        Optional<BudgetPeriod> time = period.flatMap(setting -> setting.value(ValueKind.PERIOD));
        if (limit.isEmpty()) {
            section.node()
                    .child("budget_limit")
                    .problem("the budget has no limit", "write budget_limit: 10, the US dollars to spend");
        }
        if (period.isEmpty()) {
            section.node()
                    .child(periodSetting)
                    .problem(
                            "the budget has no period",
                            "write " + periodSetting + ": 1d, after which the budget starts anew");
        }
        return dollars.flatMap(amount -> time.map(span -> new MoneyBudget(amount, span)));
    }
}
