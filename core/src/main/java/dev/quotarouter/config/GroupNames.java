package dev.quotarouter.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names of model groups; one with a star serves every name that fits. */
final class GroupNames {
    private final Set<String> names;
    private final List<Wildcard> wildcards;

    GroupNames(Collection<String> names) {
        this.names = new LinkedHashSet<>(names);
        wildcards = names.stream().filter(Wildcard::isOne).map(Wildcard::new).toList();
    }

    /** {@return whether a model group has exactly this name} */
    boolean has(String name) {
        return names.contains(name);
    }

    /** {@return whether a model group serves this name} */
    boolean serve(String name) {
        return has(name) || wildcards.stream().anyMatch(wildcard -> wildcard.matches(name));
    }

    /** {@return the name with its provider, if that is what a wildcard serves} */
    Optional<String> withProvider(String name) {
        return wildcards.stream()
                .flatMap(wildcard -> wildcard.withProvider(name).stream())
                .findFirst();
    }

    Set<String> all() {
        return names;
    }
}
