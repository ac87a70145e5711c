package dev.quotarouter.chat;

/**
 * What a chat cost in tokens, as the provider counted it. All figures are zero or more; zero where it said nothing.
 *
 * @param inputTokens the prompt, cached tokens included
 * @param outputTokens the visible reply
 * @param thoughtTokens the model's thinking
 * @param cachedInputTokens the part of the prompt that came from the provider's cache
 * @param toolInputTokens prompts of tools that the provider ran itself
 * @param totalTokens all of them, as the provider sums them
 */
public record TokenUsage(
        long inputTokens,
        long outputTokens,
        long thoughtTokens,
        long cachedInputTokens,
        long toolInputTokens,
        long totalTokens) {
    /** Nothing is known. */
    public static final TokenUsage UNKNOWN = new TokenUsage(0, 0, 0, 0, 0, 0);

    /**
     * Checks that no figure is negative.
     *
     * @throws IllegalArgumentException if one is
     */
    public TokenUsage {
        if (Math.min(
                        Math.min(Math.min(inputTokens, outputTokens), Math.min(thoughtTokens, cachedInputTokens)),
                        Math.min(toolInputTokens, totalTokens))
                < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
    }

    /** {@return what both cost together} A figure that does not fit is {@link Long#MAX_VALUE}. */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                sum(inputTokens, other.inputTokens),
                sum(outputTokens, other.outputTokens),
                sum(thoughtTokens, other.thoughtTokens),
                sum(cachedInputTokens, other.cachedInputTokens),
                sum(toolInputTokens, other.toolInputTokens),
                sum(totalTokens, other.totalTokens));
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
