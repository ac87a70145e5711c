package dev.quotarouter.internal.admission;

import dev.quotarouter.provider.ModelProfile;
import java.util.OptionalLong;

/**
 * How long prompts and replies of a deployment may be. Immutable.
 *
 * @param longestEstimate the longest prompt, as estimated, that is not surely too long
 * @param longestReply the most tokens that a reply may be asked to have at most
 */
public record Sizes(double longestEstimate, long longestReply) {
    /** Any length will do. */
    public static final Sizes ANY = new Sizes(Double.POSITIVE_INFINITY, Long.MAX_VALUE);

    // Estimates lean to the large side: only what is clearly too long is refused unasked.
    private static final double ESTIMATE_TOLERANCE = 1.25;

    /**
     * {@return what holds for a model}
     *
     * @param profile what its provider knows
     * @param maxInputTokens what is written of its prompts; it goes before what the provider knows
     * @param maxOutputTokens what is written of its replies; it goes before what the provider knows
     */
    public static Sizes of(ModelProfile profile, OptionalLong maxInputTokens, OptionalLong maxOutputTokens) {
        OptionalLong prompt = maxInputTokens.isPresent() ? maxInputTokens : profile.contextTokens();
        OptionalLong reply = maxOutputTokens.isPresent() ? maxOutputTokens : profile.maxOutputTokens();
        return new Sizes(
                prompt.isPresent() ? ESTIMATE_TOLERANCE * prompt.getAsLong() : ANY.longestEstimate,
                reply.orElse(ANY.longestReply));
    }
}
