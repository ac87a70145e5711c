package dev.quotarouter.config;

import static dev.quotarouter.internal.name.NamePattern.isPattern;
import static dev.quotarouter.internal.name.NamePattern.stars;

import java.util.Optional;

/** Where a model group and its model may have stars. */
final class WildcardRules {
    private WildcardRules() {}

    /** What is wrong with a wildcard, and what to write. */
    record Mistake(String problem, String remedy) {}

    /** {@return what is wrong with the stars of a model group and its model; empty if nothing} */
    static Optional<Mistake> mistake(String modelGroup, String model) {
        if (isPattern(model.substring(0, Math.max(0, model.indexOf('/'))))) {
            return Optional.of(new Mistake("the provider of a wildcard must be named", "write for example gemini/*"));
        }
        if (stars(model) > 1) {
            return Optional.of(new Mistake(
                    "a model has one star at most", "write one, such as gemini/gemini-2*, or list the models"));
        }
        return isPattern(model) && stars(modelGroup) > 1
                ? Optional.of(new Mistake(
                        "its model has one star: which of these fills it is not clear",
                        "write one star, such as gemini/*"))
                : Optional.empty();
    }
}
