package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What tokens cost, in US dollars for one token.
 *
 * @param input a token of the prompt
 * @param cachedInput a token of the prompt that came from the provider's cache
 * @param output a token of the reply, thoughts included
 */
public record TokenPrice(BigDecimal input, BigDecimal cachedInput, BigDecimal output) {
    /** Nothing costs anything. */
    public static final TokenPrice FREE = new TokenPrice(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /**
     * Checks that no price is negative.
     *
     * @throws IllegalArgumentException if one is
     */
    public TokenPrice {
        requireNonNull(input, "input");
        requireNonNull(cachedInput, "cachedInput");
        requireNonNull(output, "output");
        if (input.min(cachedInput).min(output).signum() < 0) {
            throw new IllegalArgumentException("prices must not be negative");
        }
    }

    /** The price of a million tokens each, as price lists have it: {@code perMillion("1.25", "0.125", "10")}. */
    public static TokenPrice perMillion(String input, String cachedInput, String output) {
        return new TokenPrice(
                new BigDecimal(input).divide(MILLION),
                new BigDecimal(cachedInput).divide(MILLION),
                new BigDecimal(output).divide(MILLION));
    }
}
