package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.BudgetSettings;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.internal.budget.Budget;
import dev.quotarouter.internal.budget.Budgets;
import dev.quotarouter.quota.MoneyBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which budgets a configuration has its deployments paid from. Thread-safe. */
final class MoneyBooks {
    private final BudgetSettings settings;
    private final Registry registry;

    MoneyBooks(BudgetSettings settings, Registry registry) {
        this.settings = settings;
        this.registry = registry;
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

    /** {@return the model or the provider that has a budget of which the deployment is paid; empty if neither has} */
    static Optional<String> payer(BudgetSettings settings, Deployment deployment) {
        if (settings.byModel().containsKey(deployment.model())) {
            return Optional.of("model " + deployment.model());
        }
        return settings.byProvider().containsKey(deployment.provider())
                ? Optional.of("provider " + deployment.provider())
                : Optional.empty();
    }

    private Budget budget(String name, MoneyBudget terms) {
        return registry.budget(name, terms, settings.zone());
    }
}
