package dev.quotarouter.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The names that fallbacks may lead from and to: model groups, aliases, ids of deployments. */
final class FallbackTargets {
    private final GroupNames known;
    private final GroupNames reachable;

    FallbackTargets(Set<String> groups, Set<String> aliases, Collection<Deployment> deployments) {
        Set<String> written = new LinkedHashSet<>(groups);
        written.addAll(aliases);
        Set<String> served = new LinkedHashSet<>(aliases);
        for (Deployment deployment : deployments) {
            served.add(deployment.modelGroup());
            served.add(deployment
                    .id()
                    .orElse(deployment.providerModel() + "@"
                            + deployment.apiKey().name()));
        }
        known = new GroupNames(written);
        reachable = new GroupNames(served);
    }

    /** {@return whether fallbacks may lead to this name} */
    boolean isKnown(String name) {
        return known.serve(name) || reachable.serve(name);
    }

    /** {@return the name as callers write it: LiteLLM has {@code gemini-3-pro} also where {@code gemini/gemini-3-pro} is asked for} */
    String asked(String name) {
        return isKnown(name) ? name : known.withProvider(name).orElse(name);
    }

    /** {@return whether somebody serves it} */
    boolean isServed(String name) {
        return reachable.serve(name);
    }

    Optional<String> nearest(String name) {
        return Nearest.to(name, known.all());
    }
}
