package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.internal.dispatch.Lookups;
import dev.quotarouter.internal.name.NamePattern;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.provider.ProviderTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Writes a deployment whose model has a star, under a name that has none, as one for each model that its key opens and the star
 * stands for. Each key is asked once; where it gets no answer, what the provider knows without asking is taken. Used by one
 * thread.
 */
final class ModelListing {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Providers providers;
    private final Report report;
    private final Map<ProviderTarget, CompletableFuture<Lookup<List<ModelInfo>>>> answers = new HashMap<>();

    ModelListing(Providers providers, Report report) {
        this.providers = providers;
        this.report = report;
    }

    /** {@return the deployments, with each that stands for several written out} */
    List<Deployment> expand(List<Deployment> deployments) {
        // All keys are asked before the first answer is waited for.
        for (Deployment deployment : deployments) {
            listedBy(deployment).ifPresent(provider -> {
                CompletableFuture<?> unused = ask(deployment, provider);
            });
        }
        List<Deployment> expanded = new ArrayList<>();
        for (Deployment deployment : deployments) {
            Optional<ChatProvider> provider = listedBy(deployment);
            if (provider.isPresent()) {
                expanded.addAll(expand(deployment, provider.get()));
            } else {
                expanded.add(deployment);
            }
        }
        return expanded;
    }

    /** {@return who says what the deployment stands for; empty if it stands for itself, or nobody is there to say} */
    private Optional<ChatProvider> listedBy(Deployment deployment) {
        boolean standsForSeveral =
                NamePattern.isPattern(deployment.providerModel()) && !NamePattern.isPattern(deployment.modelGroup());
        return standsForSeveral ? providers.find(deployment.provider()) : Optional.empty();
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

    private CompletableFuture<Lookup<List<ModelInfo>>> ask(Deployment deployment, ChatProvider provider) {
        return answers.computeIfAbsent(
                target(deployment), target -> provider.connect(target).models(TIMEOUT));
    }

    /** {@return where models are listed} Which model it is for does not matter, and a star would be none. */
    static ProviderTarget target(Deployment deployment) {
        return new ProviderTarget("any", deployment.apiKey(), deployment.baseUrl());
    }

    private Collection<String> models(Deployment deployment, ChatProvider provider) {
        Lookup<List<ModelInfo>> answer = Lookups.wait(ask(deployment, provider));
        if (answer instanceof Lookup.Found<List<ModelInfo>> found) {
            return found.value().stream()
                    .filter(provider::canChat)
                    .map(ModelInfo::name)
                    .toList();
        }
        report.notice(
                deployment,
                "model",
                "the models were not listed, those that are known without asking are taken: "
                        + ((Lookup.Failed<List<ModelInfo>>) answer).failure());
        return provider.knownModels();
    }
}
