package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.quota.MoneyBudget;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The budgets of money that several deployments are paid from. Immutable.
 *
 * @param zone at whose midnight the periods of all budgets begin, those of single deployments included
 * @param byProvider the budget of each provider that has one, by its name: {@code gemini}
 * @param byModel the budget of each model that has one, by provider and model: {@code gemini/gemini-2.5-pro}
 */
public record BudgetSettings(ZoneId zone, Map<String, MoneyBudget> byProvider, Map<String, MoneyBudget> byModel) {
    /** No budgets; days are those of UTC. */
    public static final BudgetSettings NONE = new BudgetSettings(ZoneOffset.UTC, Map.of(), Map.of());

    /** Copies the maps. */
    public BudgetSettings {
        requireNonNull(zone, "zone");
        byProvider = Collections.unmodifiableMap(new LinkedHashMap<>(byProvider));
        byModel = Collections.unmodifiableMap(new LinkedHashMap<>(byModel));
    }

    /** {@return these settings with another zone} */
    public BudgetSettings withZone(ZoneId other) {
        return new BudgetSettings(other, byProvider, byModel);
    }

    /** {@return these settings with a budget for all deployments of the provider together} */
    public BudgetSettings withProvider(String provider, MoneyBudget budget) {
        return new BudgetSettings(zone, with(byProvider, Require.notBlank("the provider", provider), budget), byModel);
    }

    /** {@return these settings with a budget for all deployments of the model together} */
    public BudgetSettings withModel(String model, MoneyBudget budget) {
        return new BudgetSettings(zone, byProvider, with(byModel, Require.notBlank("the model", model), budget));
    }

    private static Map<String, MoneyBudget> with(Map<String, MoneyBudget> budgets, String name, MoneyBudget budget) {
        Map<String, MoneyBudget> more = new LinkedHashMap<>(budgets);
        more.put(name, requireNonNull(budget, "budget"));
        return more;
    }
}
