package dev.quotarouter;

import dev.quotarouter.config.BudgetSettings;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.internal.budget.Budget;
import dev.quotarouter.internal.budget.Budgets;
import dev.quotarouter.quota.MoneyBudget;
import dev.quotarouter.time.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes each budget once, whoever is paid from it. Used while a router is put together, by one thread. */
final class MoneyBooks {
    private final BudgetSettings settings;
    private final TimeSource time;
    private final Map<String, Budget> budgets = new LinkedHashMap<>();

    MoneyBooks(BudgetSettings settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
    }

    /**
     * {@return what the deployment is paid from: its own budget, its model's, its provider's}
     *
     * @param id the deployment's id
     * @param own its own budget
     */
    Budgets of(Deployment deployment, String id, Optional<MoneyBudget> own) {
        List<Budget> payers = new ArrayList<>();
        own.ifPresent(terms -> payers.add(budget("deployment " + id, terms)));
        String model = deployment.model();
        Optional.ofNullable(settings.byModel().get(model))
                .ifPresent(terms -> payers.add(budget("model " + model, terms)));
        String provider = deployment.provider();
        Optional.ofNullable(settings.byProvider().get(provider))
                .ifPresent(terms -> payers.add(budget("provider " + provider, terms)));
        return payers.isEmpty() ? Budgets.NONE : new Budgets(payers);
    }

    Collection<Budget> all() {
        return budgets.values();
    }

    private Budget budget(String name, MoneyBudget terms) {
        return budgets.computeIfAbsent(name, fresh -> new Budget(name, terms, settings.zone(), time.epochMillis()));
    }
}
