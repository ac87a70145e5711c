package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.dispatch.Lookups;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.ProviderTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a deployment whose model has a star, under a name that has none, as one for each model that its key opens and the star
 * stands for. Each key is asked once; where it gets no answer, what the provider knows without asking is taken. Used by one
 * thread.
 */
final class ModelListing {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Providers providers;
    private final Report report;
    private final Map<ProviderTarget, Collection<String>> answers = new HashMap<>();

    ModelListing(Providers providers, Report report) {
        this.providers = providers;
        this.report = report;
    }

    /** {@return the deployments, with each that stands for several written out} */
    List<Deployment> expand(List<Deployment> deployments) {
        List<Deployment> expanded = new ArrayList<>();
        for (Deployment deployment : deployments) {
            Optional<ChatProvider> provider = providers.find(deployment.provider());
            boolean standsForSeveral = NamePattern.isPattern(deployment.providerModel())
                    && !NamePattern.isPattern(deployment.modelGroup());
            if (standsForSeveral && provider.isPresent()) {
                expanded.addAll(expand(deployment, provider.get()));
            } else {
                expanded.add(deployment);
            }
        }
        return expanded;
    }

    private List<Deployment> expand(Deployment deployment, ChatProvider provider) {
        NamePattern pattern = NamePattern.of(deployment.providerModel());
        List<Deployment> found = models(deployment, provider).stream()
                .filter(pattern::matches)
                .sorted()
                .map(deployment::withModel)
                .toList();
        if (found.isEmpty()) {
            report.problem(
                    deployment,
                    "model",
                    "its key opens no model of the pattern " + deployment.model(),
                    "write a model's name, or a star that stands for one");
        }
        return found;
    }

    private Collection<String> models(Deployment deployment, ChatProvider provider) {
        return answers.computeIfAbsent(target(deployment), asked -> list(deployment, provider, asked));
    }

    /** {@return where models are listed} Which model it is for does not matter, and a star would be none. */
    static ProviderTarget target(Deployment deployment) {
        return new ProviderTarget("any", deployment.apiKey(), deployment.baseUrl());
    }

    private Collection<String> list(Deployment deployment, ChatProvider provider, ProviderTarget target) {
        Gate open = new Gate(deployment.apiKey().name());
        try {
            return Lookups.models(List.of(new Lookups.Way(provider.name(), open, provider.connect(target), TIMEOUT)))
                    .stream()
                    .filter(provider::canChat)
                    .map(ModelInfo::name)
                    .toList();
        } catch (RouterException e) {
            report.notice(
                    deployment,
                    "model",
                    "the models were not listed, those that are known without asking are taken: " + e.getMessage());
            return provider.knownModels();
        }
    }
}
