package dev.quotarouter.gemini;

import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.TokenPrice;
import java.util.Map;
import java.util.Optional;

/**
 * What tokens cost on the paid tiers, as Google's page on prices showed it in February 2026: text, images and films at the
 * standard rate.
 *
 * <p>Not in it: sound in a prompt, which costs more; images in a reply; the storage of caches; searches. Google changes prices
 * without notice: whoever must know writes his own into the configuration.
 */
final class GeminiPrices {
    /** The tier that costs nothing. */
    private static final String FREE_TIER = "free";

    private static final long LONG_PROMPT = 200_000;

    private static final ModelPrice PRO_3 = pro("2", "0.2", "12", "4", "0.4", "18");

    // By the name that Gemini counts under.
    private static final Map<String, ModelPrice> PRICES = Map.of(
            "gemini-3.1-pro", PRO_3,
            "gemini-3-pro", PRO_3,
            "gemini-3-flash", flat("0.5", "0.05", "3"),
            "gemini-3.1-flash-lite", flat("0.25", "0.025", "1.5"),
            "gemini-2.5-pro", pro("1.25", "0.125", "10", "2.5", "0.25", "15"),
            "gemini-2.5-flash", flat("0.3", "0.03", "2.5"),
            "gemini-2.5-flash-lite", flat("0.1", "0.01", "0.4"),
            "gemini-2.0-flash", flat("0.1", "0.025", "0.4"),
            // It has no cache to be cheaper from.
            "gemini-2.0-flash-lite", flat("0.075", "0.075", "0.3"));

    private GeminiPrices() {}

    /**
     * {@return the price; empty for a model that was not on the page}
     *
     * @param tier the project's tier; where nobody has said, the tokens are paid for
     */
    static Optional<ModelPrice> of(String baseModel, Optional<String> tier) {
        // Gemma is there for nothing, and there is no paid Gemma.
        if (tier.equals(Optional.of(FREE_TIER)) || baseModel.startsWith("gemma-")) {
            return Optional.of(ModelPrice.FREE);
        }
        return Optional.ofNullable(PRICES.get(baseModel));
    }

    private static ModelPrice flat(String input, String cachedInput, String output) {
        return ModelPrice.always(TokenPrice.perMillion(input, cachedInput, output));
    }

    private static ModelPrice pro(
            String input, String cachedInput, String output, String longInput, String longCached, String longOutput) {
        return new ModelPrice(
                TokenPrice.perMillion(input, cachedInput, output),
                LONG_PROMPT,
                TokenPrice.perMillion(longInput, longCached, longOutput));
    }
}
