package dev.quotarouter.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that fallbacks may lead from and to: model groups, aliases, ids of deployments. */
final class FallbackTargets {
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> reachable = new HashSet<>();
    private final List<Pattern> wildcards;

    private FallbackTargets(Set<String> groups, Set<String> aliases, Collection<Deployment> deployments) {
        known.addAll(groups);
        known.addAll(aliases);
        reachable.addAll(aliases);
        for (Deployment deployment : deployments) {
            reachable.add(deployment.modelGroup());
            reachable.add(deployment
                    .id()
                    .orElse(deployment.providerModel() + "@"
                            + deployment.apiKey().name()));
        }
        wildcards = groups.stream()
                .filter(group -> group.contains("*"))
                .map(group -> Pattern.compile(Pattern.quote(group).replace("*", "\\E.*\\Q")))
                .toList();
    }

    static FallbackTargets of(Set<String> groups, Set<String> aliases, Collection<Deployment> deployments) {
        return new FallbackTargets(groups, aliases, deployments);
    }

    boolean isKnown(String name) {
        return known.contains(name)
                || reachable.contains(name)
                || wildcards.stream()
                        .anyMatch(wildcard -> wildcard.matcher(name).matches());
    }

    /** {@return whether somebody serves it} A wildcard's deployments are not known yet. */
    boolean isServed(String name) {
        return reachable.contains(name);
    }

    Optional<String> nearest(String name) {
        return Nearest.to(name, known);
    }
}
