package dev.quotarouter.config;

import dev.quotarouter.internal.name.NamePattern;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names of model groups; one with a star serves every name that fits. */
final class GroupNames {
    private final Set<String> names;
    private final List<NamePattern> wildcards;

    GroupNames(Collection<String> names) {
        this.names = new LinkedHashSet<>(names);
        wildcards = names.stream()
                .filter(NamePattern::isPattern)
                .map(NamePattern::of)
                .toList();
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
                .flatMap(wildcard -> withProvider(wildcard, name).stream())
                .findFirst();
    }

    // gemini-3-pro in gemini/* is gemini/gemini-3-pro.
    private static Optional<String> withProvider(NamePattern wildcard, String name) {
        String prefix = wildcard.prefix();
        String whole = prefix.substring(0, prefix.indexOf('/') + 1) + name;
        return Optional.of(whole).filter(known -> !known.equals(name) && wildcard.matches(known));
    }

    Set<String> all() {
        return names;
    }
}
