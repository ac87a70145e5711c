package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much the model shall think before it speaks, and whether it shall tell.
 *
 * @param effort how hard; empty for the model's default
 * @param budgetTokens at most how many tokens of thought: 0 for none, -1 for as many as the model sees fit; empty for the
 *     model's default
 * @param includeThoughts whether the reply tells the thoughts, as {@link ThoughtPart}s
 */
public record Thinking(Optional<Effort> effort, OptionalInt budgetTokens, boolean includeThoughts) {
    /** Not at all. */
    public static final Thinking OFF = of(Effort.NONE);

    /** How hard the model thinks. Providers map it to what each model understands. */
    public enum Effort {
        /** Not at all; models that cannot help it are not asked. */
        NONE,
        /** Hardly. */
        MINIMAL,
        /** A little. */
        LOW,
        /** Some. */
        MEDIUM,
        /** As hard as it can. */
        HIGH
    }

    /**
     * Checks the budget.
     *
     * @throws IllegalArgumentException if it is less than -1, or both effort and budget are set
     */
    public Thinking {
        requireNonNull(effort, "effort");
        requireNonNull(budgetTokens, "budgetTokens");
        if (effort.isPresent() && budgetTokens.isPresent()) {
            throw new IllegalArgumentException("set the effort or the budget, not both");
        }
        if (budgetTokens.isPresent() && budgetTokens.getAsInt() < -1) {
            throw new IllegalArgumentException(
                    "budgetTokens must be -1, 0 or positive, not " + budgetTokens.getAsInt());
        }
    }

    /** As hard as this. */
    public static Thinking of(Effort effort) {
        return new Thinking(Optional.of(effort), OptionalInt.empty(), false);
    }

    /**
     * Within so many tokens.
     *
     * @throws IllegalArgumentException if it is less than -1
     */
    public static Thinking budget(int tokens) {
        return new Thinking(Optional.empty(), OptionalInt.of(tokens), false);
    }

    /** {@return the same, and the reply tells the thoughts} */
    public Thinking withThoughts() {
        return new Thinking(effort, budgetTokens, true);
    }

    /** {@return whether the model shall not think at all} */
    public boolean isOff() {
        return effort.equals(Optional.of(Effort.NONE)) || budgetTokens.equals(OptionalInt.of(0));
    }
}
