package dev.quotarouter.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The variables that stand in the file itself, under {@code environment_variables}. They help where the environment has none of
 * the name, as in LiteLLM, and are read when somebody refers to them. Not thread-safe.
 */
final class WrittenVariables {
    static final String SETTING = "environment_variables";

    private final Map<String, ConfigNode> values = new LinkedHashMap<>();
    private final Map<String, ConfigNode> places = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    /** Adds a section; what it repeats of an earlier one goes before that. */
    void add(ConfigNode section) {
        for (MapEntry entry : section.mapEntries()) {
            ConfigNode earlier = values.put(entry.name(), entry.value());
            if (earlier != null) {
                earlier.losesTo(entry.value());
            }
            places.put(entry.name(), entry.key());
        }
    }

    Optional<String> value(String name) {
        ConfigNode node = values.remove(name); // While it is read it is not there: it may refer to itself.
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        used.add(name);
        try {
            return node.substitution().flatMap(Variables.Substitution::whole);
        } finally {
            values.put(name, node);
        }
    }

    /** Says of each what became of it: some the environment has, too, to some nobody referred. */
    void report(Predicate<String> isInEnvironment) {
        places.forEach((name, place) -> {
            if (isInEnvironment.test(name)) {
                place.notice("not used: the environment of the process goes before it");
            } else if (used.contains(name)) {
                place.obeyed(SETTING + ".*", "*");
            } else {
                place.notice("no effect: nothing in the file refers to it; the process's environment stays as it is");
            }
        });
    }
}
