package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import java.util.Set;

/**
 * A model as its provider lists it.
 *
 * @param name the model's name, without the provider's prefix
 * @param displayName its name for people; may be empty
 * @param description what it is; may be empty
 * @param inputTokenLimit the greatest prompt in tokens; empty if the provider does not say
 * @param outputTokenLimit the greatest reply in tokens; empty if the provider does not say
 * @param methods what it can be called for, in the provider's words: {@code generateContent}, {@code countTokens}
 * @param thinking whether it thinks before it speaks
 */
public record ModelInfo(
        String name,
        String displayName,
        String description,
        OptionalLong inputTokenLimit,
        OptionalLong outputTokenLimit,
        Set<String> methods,
        boolean thinking) {
    /** Copies the methods. */
    public ModelInfo {
        requireNonNull(name, "name");
        requireNonNull(displayName, "displayName");
        requireNonNull(description, "description");
        requireNonNull(inputTokenLimit, "inputTokenLimit");
        requireNonNull(outputTokenLimit, "outputTokenLimit");
        methods = Set.copyOf(methods);
    }
}
