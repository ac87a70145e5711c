package dev.quotarouter.config;

import java.util.Optional;

/** A name with stars, each of which stands for any text: {@code gemini/*}. Immutable. */
final class Wildcard {
    private static final char STAR = '*';

    private final String pattern;

    Wildcard(String pattern) {
        this.pattern = pattern;
    }

    /** What is wrong with a wildcard, and what to write. */
    record Mistake(String problem, String remedy) {}

    static boolean isOne(String name) {
        return name.indexOf(STAR) >= 0;
    }

    /** {@return what is wrong with the stars of a model group and its model; empty if nothing} */
    static Optional<Mistake> mistake(String modelGroup, String model) {
        if (isOne(model.substring(0, Math.max(0, model.indexOf('/'))))) {
            return Optional.of(new Mistake("the provider of a wildcard must be named", "write for example gemini/*"));
        }
        if (stars(model) > 1) {
            return Optional.of(new Mistake(
                    "a model has one star at most", "write one, such as gemini/gemini-2*, or list the models"));
        }
        return isOne(model) && stars(modelGroup) > 1
                ? Optional.of(new Mistake(
                        "its model has one star: which of these fills it is not clear",
                        "write one star, such as gemini/*"))
                : Optional.empty();
    }

    private static long stars(String name) {
        return name.chars().filter(character -> character == STAR).count();
    }

    /** {@return the name with the provider that the pattern names, if it fits then: {@code gemini-3-pro} in {@code gemini/*}} */
    Optional<String> withProvider(String name) {
        String whole = pattern.substring(0, pattern.indexOf('/') + 1) + name;
        return Optional.of(whole).filter(known -> !known.equals(name) && matches(known));
    }

    /** {@return whether the whole name fits} Of what was tried, only the last star is tried anew: it is never slow. */
    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int begun = 0;
        while (in < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == STAR) {
                star = at++;
                begun = in;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++begun;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(character -> character == STAR);
    }
}
