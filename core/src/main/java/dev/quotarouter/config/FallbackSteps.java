package dev.quotarouter.config;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to ask after each model group, for one kind of failure. Immutable. */
final class FallbackSteps {
    private final Map<String, List<String>> written;
    private final List<String> wildcards;

    FallbackSteps(Map<String, List<String>> steps) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        steps.forEach((group, names) -> copy.put(group, List.copyOf(names)));
        written = Collections.unmodifiableMap(copy);
        wildcards = copy.keySet().stream()
                .filter(Wildcard::isOne)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    Map<String, List<String>> written() {
        return written;
    }

    /** {@return what to ask after this name, which is never itself} */
    List<String> after(String name) {
        List<String> steps = own(name);
        return steps.contains(name)
                ? steps.stream().filter(step -> !step.equals(name)).toList()
                : steps;
    }

    /** As in LiteLLM, those of {@code gemini-2.5-pro} hold for {@code gemini/gemini-2.5-pro}, if it has none itself. */
    private List<String> own(String name) {
        List<String> exact = written.get(name);
        List<String> withoutProvider = written.get(name.substring(name.indexOf('/') + 1));
        if (exact != null) {
            return exact;
        }
        return withoutProvider != null ? withoutProvider : ofWildcard(name);
    }

    private List<String> ofWildcard(String name) {
        return wildcards.stream()
                .filter(wildcard -> new Wildcard(wildcard).matches(name))
                .findFirst()
                .map(wildcard -> written.getOrDefault(wildcard, List.of()))
                .orElse(List.of());
    }
}
