package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.internal.name.NamePattern;
import java.util.Optional;

/**
 * A deployment whose model has a star, under a name that has one: it stands for a deployment of each model whose name is asked
 * for.
 *
 * <p>Where the name's beginning is also the model's, the model is what is asked for, if it is one of the pattern: {@code
 * gemini-*} over {@code gemini/gemini-2*} serves {@code gemini-2.5-pro} and not {@code gemini-1.5-pro}. Elsewhere what stands
 * for the name's star stands for the model's: {@code my-*} over {@code gemini/*}.
 */
record Wildcard(NamePattern name, Deployment deployment) {
    /** {@return the deployment that serves the name; empty if none of this wildcard does} */
    Optional<Deployment> serving(String asked) {
        if (!NamePattern.isPattern(deployment.providerModel())) {
            return name.matches(asked) ? Optional.of(deployment) : Optional.empty();
        }
        Optional<String> caught = name.caughtIn(asked);
        if (caught.isEmpty()) {
            return Optional.empty();
        }
        NamePattern models = NamePattern.of(deployment.providerModel());
        String model = namesModels(models) ? withoutProvider(asked) : models.filledWith(caught.get());
        return models.matches(model) && !model.isEmpty() ? Optional.of(deployment.withModel(model)) : Optional.empty();
    }

    private boolean namesModels(NamePattern models) {
        return models.prefix().startsWith(withoutProvider(name.prefix()));
    }

    private String withoutProvider(String text) {
        String provider = deployment.provider() + "/";
        return text.startsWith(provider) ? text.substring(provider.length()) : text;
    }
}
