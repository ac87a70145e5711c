package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

/**
 * What a model costs.
 *
 * @param usual the price of most requests
 * @param longPromptAbove the prompt, in tokens, above which the other price holds for the whole request
 * @param longPrompt the price of requests with a longer prompt
 */
public record ModelPrice(TokenPrice usual, long longPromptAbove, TokenPrice longPrompt) {
    /** Nothing costs anything. */
    public static final ModelPrice FREE = always(TokenPrice.FREE);

    /**
     * Checks the prompt's length.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public ModelPrice {
        requireNonNull(usual, "usual");
        requireNonNull(longPrompt, "longPrompt");
        if (longPromptAbove < 0) {
            throw new IllegalArgumentException("longPromptAbove must be zero or more, not " + longPromptAbove);
        }
    }

    /** One price, however long the prompt is. */
    public static ModelPrice always(TokenPrice price) {
        return new ModelPrice(price, Long.MAX_VALUE, price);
    }
}
