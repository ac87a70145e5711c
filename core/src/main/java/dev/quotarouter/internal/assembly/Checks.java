package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.DeploymentTerms;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.internal.name.NamePattern;
import dev.quotarouter.provider.ChatProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the deployments of a configuration can be served as it says. Looks, and changes nothing. */
final class Checks {
    private final RouterConfig config;
    private final Providers providers;
    private final Report report;
    private final Map<String, DeploymentKey> ids = new HashMap<>();

    Checks(RouterConfig config, Providers providers, Report report) {
        this.config = config;
        this.providers = providers;
        this.report = report;
    }

    /**
     * {@return what is declared of the pools}
     *
     * @param said what is said of each deployment, under all its names together
     */
    DeclaredLimits check(List<Deployment> deployments, Map<DeploymentKey, Said> said) {
        DeclaredLimits limits = new DeclaredLimits();
        for (Deployment deployment : deployments) {
            Optional<ChatProvider> provider = providers.find(deployment.provider());
            if (provider.isEmpty()) {
                report.problem(
                        deployment,
                        "model",
                        "there is no provider \"" + deployment.provider() + "\"",
                        "add its module to the class path or give it to the builder");
            } else if (!NamePattern.isPattern(deployment.model())) {
                // What a wildcard's limits are is known when a name shows which model it is.
                checkModel(deployment, provider.get());
                limits.add(deployment, provider.get(), report);
                checkMoney(
                        deployment,
                        said.getOrDefault(DeploymentKey.of(deployment), Said.of(config, deployment))
                                .terms(),
                        provider.get());
            }
            checkId(deployment);
        }
        return limits;
    }

    private void checkId(Deployment deployment) {
        DeploymentKey key = DeploymentKey.of(deployment);
        boolean isTaken = deployment
                .id()
                .map(id -> ids.putIfAbsent(id, key))
                .filter(other -> !other.equals(key))
                .isPresent();
        if (isTaken) {
            report.problem(deployment, "id", "two deployments have the same id", "give each its own");
        }
    }

    private void checkModel(Deployment deployment, ChatProvider provider) {
        if (!SlotMaker.canCall(deployment, provider)) {
            report.problem(
                    deployment,
                    "model",
                    provider.name() + " has no models of such names",
                    "write it as the provider does");
        }
    }

    private void checkMoney(Deployment deployment, DeploymentTerms said, ChatProvider provider) {
        if (SlotMaker.tariff(deployment, said, provider).isKnown()) {
            return;
        }
        if (said.budget().isPresent()) {
            report.problem(
                    deployment,
                    "max_budget",
                    "what the model costs is not known",
                    "write input_cost_per_token and output_cost_per_token");
            return;
        }
        MoneyBooks.payer(config.budgets(), deployment)
                .ifPresent(payer -> report.notice(
                        deployment,
                        "input_cost_per_token",
                        "what the model costs is not known: its calls are not counted against the " + payer
                                + "'s budget"));
    }
}
