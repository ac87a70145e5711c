package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Set;

/**
 * A model and what it can do.
 *
 * @param name such as {@code gemini-2.5-pro}
 * @param baseModel the name under which its quota is counted; aliases of a model share one
 * @param inputTokenLimit the largest prompt, in tokens
 * @param outputTokenLimit the longest answer, in tokens
 * @param features what it can do; what is missing is refused with a 400
 */
public record SimulatedModel(
        String name, String baseModel, long inputTokenLimit, long outputTokenLimit, Set<Feature> features) {
    /** Something that a model can do, or has the habit of doing. */
    public enum Feature {
        /** Calls functions. */
        TOOLS,
        /** Accepts a system instruction. */
        SYSTEM_TEXT,
        /** Can be held to JSON. */
        JSON,
        /** Can be held to JSON while functions are declared. */
        TOOLS_WITH_JSON,
        /** Runs Google's own tools: search, code, addresses. */
        SERVER_TOOLS,
        /** Runs Google's own tools while functions are declared. */
        TOOLS_WITH_SERVER_TOOLS,
        /** Takes penalties for repeated tokens. */
        PENALTIES,
        /** Tells how probable its tokens were. */
        LOGPROBS,
        /** Answers several times at once. */
        MULTIPLE_CANDIDATES,
        /** Can be told how much to think. */
        THINKING_ON_REQUEST,
        /** Thinks before it answers, which costs tokens. */
        THINKING,
        /** Cannot be told not to think. */
        THINKING_ALWAYS,
        /** Takes a level of thinking instead of a budget. */
        THINKING_LEVEL,
        /** Gives its function calls ids, signs them, and wants the signature back. */
        SIGNED_CALLS
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a name is blank or a limit not positive
     */
    public SimulatedModel {
        requireNonNull(baseModel, "baseModel");
        features = Set.copyOf(features);
        if (name.isBlank() || baseModel.isBlank()) {
            throw new IllegalArgumentException("a model needs a name and a base model");
        }
        if (inputTokenLimit <= 0 || outputTokenLimit <= 0) {
            throw new IllegalArgumentException("the token limits of " + name + " must be positive");
        }
    }

    /**
     * {@return the model as its name lets expect: Gemma 3 can only chat, Gemini 2.5 thinks, Gemini 3 signs its calls}
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static SimulatedModel named(String name) {
        if (name.startsWith("gemma-3")) {
            return new SimulatedModel(name, baseOf(name), 131_072, 8_192, Set.of());
        }
        Set<Feature> features = EnumSet.of(Feature.TOOLS, Feature.SYSTEM_TEXT, Feature.JSON);
        boolean thinks = !name.startsWith("gemini-2.0");
        if (thinks) {
            features.add(Feature.THINKING_ON_REQUEST);
        } else {
            features.addAll(EnumSet.of(Feature.PENALTIES, Feature.LOGPROBS, Feature.MULTIPLE_CANDIDATES));
        }
        if (thinks && !name.contains("flash-lite")) {
            features.add(Feature.THINKING);
        }
        if (!name.startsWith("gemini-2.0-flash-lite")) {
            features.add(Feature.SERVER_TOOLS);
        }
        if (name.startsWith("gemini-2.5-pro") || isThirdGeneration(name)) {
            features.add(Feature.THINKING_ALWAYS);
        }
        if (isThirdGeneration(name)) {
            features.addAll(EnumSet.of(
                    Feature.THINKING,
                    Feature.THINKING_LEVEL,
                    Feature.SIGNED_CALLS,
                    Feature.TOOLS_WITH_JSON,
                    Feature.TOOLS_WITH_SERVER_TOOLS));
        }
        return new SimulatedModel(name, baseOf(name), 1_048_576, thinks ? 65_536 : 8_192, features);
    }

    /** {@return a copy whose quota is counted under this name} */
    public SimulatedModel sharingQuotaOf(String baseModel) {
        return new SimulatedModel(name, baseModel, inputTokenLimit, outputTokenLimit, features);
    }

    boolean can(Feature feature) {
        return features.contains(feature);
    }

    private static boolean isThirdGeneration(String name) {
        return name.startsWith("gemini-3") || name.matches("gemini-(pro|flash|flash-lite)-latest");
    }

    /** Google: previews, dated versions and custom builds of a model share its quota. */
    private static String baseOf(String name) {
        return name.replaceFirst("-(preview|exp|latest)(-.*)?$|-\\d{3}$", "");
    }
}
