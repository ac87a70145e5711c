package dev.quotarouter.gemini;

import dev.quotarouter.chat.Thinking;
import dev.quotarouter.chat.Thinking.Effort;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ModelProfile;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much a model shall think, in the terms of its generation: Gemini 2.5 takes a budget, Gemini 3 a level, and neither
 * takes both.
 *
 * @param budget in tokens: 0 for none, -1 for as many as the model sees fit; empty to say nothing
 * @param level the name of a level; empty to say nothing
 * @param includeThoughts whether thoughts are told
 */
record GeminiThinking(OptionalInt budget, Optional<String> level, boolean includeThoughts) {
    private static final int DYNAMIC = -1;

    // What Google's own OpenAI-compatible door makes of an effort.
    private static final int LITTLE = 1_024;
    private static final int SOME = 8_192;
    private static final int MUCH = 24_576;

    private static final GeminiThinking NOTHING_SAID = new GeminiThinking(OptionalInt.empty(), Optional.empty(), false);
    private static final GeminiThinking OFF = new GeminiThinking(OptionalInt.of(0), Optional.empty(), false);

    /** {@return what the model is told} A budget that it cannot have becomes the nearest one that it can. */
    static GeminiThinking of(Thinking thinking, ModelProfile profile) {
        if (thinking.isOff()) {
            // One that never thinks refuses even the word.
            return profile.can(Capability.THINKING) ? OFF : NOTHING_SAID;
        }
        GeminiModelName model = GeminiModelName.of(profile.baseModel());
        boolean tell = thinking.includeThoughts();
        return model.isThirdOrLater()
                ? new GeminiThinking(OptionalInt.empty(), level(thinking, model), tell)
                : new GeminiThinking(budget(thinking, model), Optional.empty(), tell);
    }

    private static OptionalInt budget(Thinking thinking, GeminiModelName model) {
        if (thinking.budgetTokens().isPresent()) {
            int tokens = thinking.budgetTokens().getAsInt();
            return OptionalInt.of(tokens == DYNAMIC ? DYNAMIC : withinRange(tokens, model));
        }
        if (thinking.effort().isEmpty()) {
            return OptionalInt.empty();
        }
        return switch (thinking.effort().get()) {
            case NONE -> OptionalInt.of(0);
            case MINIMAL, LOW -> OptionalInt.of(LITTLE);
            case MEDIUM -> OptionalInt.of(SOME);
            case HIGH -> OptionalInt.of(MUCH);
        };
    }

    /** Google: 128 to 32,768 tokens for 2.5 Pro, 512 to 24,576 for Flash-Lite, up to 24,576 for Flash. */
    private static int withinRange(int tokens, GeminiModelName model) {
        if (!model.isFlash()) {
            return Math.max(128, Math.min(32_768, tokens));
        }
        return Math.max(model.isLite() ? 512 : 1, Math.min(MUCH, tokens));
    }

    private static Optional<String> level(Thinking thinking, GeminiModelName model) {
        if (thinking.budgetTokens().isPresent()) {
            int tokens = thinking.budgetTokens().getAsInt();
            // As much as it sees fit is what it does by itself.
            return tokens == DYNAMIC ? Optional.empty() : Optional.of(level(effortOf(tokens), model));
        }
        return thinking.effort().map(effort -> level(effort, model));
    }

    /** {@return the greatest effort that stays within the tokens} */
    private static Effort effortOf(int tokens) {
        if (tokens >= MUCH) {
            return Effort.HIGH;
        }
        if (tokens >= SOME) {
            return Effort.MEDIUM;
        }
        return tokens >= LITTLE ? Effort.LOW : Effort.MINIMAL;
    }

    private static String level(Effort effort, GeminiModelName model) {
        return switch (effort) {
            case NONE, MINIMAL -> knowsMinimal(model) ? "MINIMAL" : "LOW";
            case LOW -> "LOW";
            // Google: 3 Pro, the first of them, has nothing between low and high.
            case MEDIUM -> model.is(3, 0) && !model.isFlash() ? "HIGH" : "MEDIUM";
            case HIGH -> "HIGH";
        };
    }

    /** Google: Flash does, Pro never did, and since 3.7 Flash does not either. */
    private static boolean knowsMinimal(GeminiModelName model) {
        return model.isFlash() && !model.isAtLeast(3, 7);
    }
}
