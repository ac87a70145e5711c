package dev.quotarouter.gemini;

import dev.quotarouter.chat.TokenUsage;

/**
 * What a reply has cost by now. Every event brings the total so far; where Gemini's own tools come in between, some counts
 * start anew or fail to appear, and the greatest one seen stands. Not thread-safe.
 */
final class RunningUsage {
    private TokenUsage total = TokenUsage.UNKNOWN;

    /** {@return the total, now that the event has brought this; unknown if it says nothing} */
    TokenUsage take(TokenUsage now) {
        if (now.equals(TokenUsage.UNKNOWN)) {
            return now;
        }
        total = total.equals(TokenUsage.UNKNOWN) ? now : greatest(total, now);
        return total;
    }

    private static TokenUsage greatest(TokenUsage one, TokenUsage other) {
        return new TokenUsage(
                Math.max(one.inputTokens(), other.inputTokens()),
                Math.max(one.outputTokens(), other.outputTokens()),
                Math.max(one.thoughtTokens(), other.thoughtTokens()),
                Math.max(one.cachedInputTokens(), other.cachedInputTokens()),
                Math.max(one.toolInputTokens(), other.toolInputTokens()),
                Math.max(one.totalTokens(), other.totalTokens()));
    }
}
