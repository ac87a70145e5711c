package dev.quotarouter.internal.budget;

import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.TokenPrice;
import java.util.Optional;

/** What calls of a deployment cost. Immutable. */
public final class Tariff {
    /** No price is known. */
    public static final Tariff UNKNOWN = new Tariff(false, Rates.of(TokenPrice.FREE), 0, Rates.of(TokenPrice.FREE));

    private static final double PICODOLLARS = 1e12;

    private final boolean known;
    private final Rates usual;
    private final long longPromptAbove;
    private final Rates longPrompt;

    private Tariff(boolean known, Rates usual, long longPromptAbove, Rates longPrompt) {
        this.known = known;
        this.usual = usual;
        this.longPromptAbove = longPromptAbove;
        this.longPrompt = longPrompt;
    }

    /** Of the price; {@link #UNKNOWN} if there is none. */
    public static Tariff of(Optional<ModelPrice> price) {
        return price.map(known -> new Tariff(
                        true, Rates.of(known.usual()), known.longPromptAbove(), Rates.of(known.longPrompt())))
                .orElse(UNKNOWN);
    }

    /** {@return whether a price is known} */
    public boolean isKnown() {
        return known;
    }

    /** {@return what so many tokens cost, in US dollars; infinite where no price is known} */
    public double dollars(long inputTokens, long outputTokens) {
        return known ? cost(inputTokens, outputTokens) / PICODOLLARS : Double.POSITIVE_INFINITY;
    }

    /** {@return what a call cost, in picodollars; zero where no price is known} */
    public long cost(TokenUsage usage) {
        long cached = Math.min(usage.cachedInputTokens(), usage.inputTokens());
        long input = usage.inputTokens() + usage.toolInputTokens();
        return cost(input - cached, cached, usage.outputTokens() + usage.thoughtTokens(), rates(input));
    }

    /** {@return what so many tokens cost, in picodollars; zero where no price is known} */
    public long cost(long inputTokens, long outputTokens) {
        return cost(inputTokens, 0, outputTokens, rates(inputTokens));
    }

    private static long cost(long input, long cached, long output, Rates rates) {
        long prompt =
                Picodollars.plus(Picodollars.times(rates.input, input), Picodollars.times(rates.cachedInput, cached));
        return Picodollars.plus(prompt, Picodollars.times(rates.output, output));
    }

    private Rates rates(long prompt) {
        return prompt > longPromptAbove ? longPrompt : usual;
    }

    private record Rates(long input, long cachedInput, long output) {
        static Rates of(TokenPrice price) {
            return new Rates(
                    Picodollars.of(price.input()), Picodollars.of(price.cachedInput()), Picodollars.of(price.output()));
        }
    }
}
