package dev.quotarouter.chat;

/** Why the model stopped. The provider's own word is {@link ChatResponse#providerFinishReason()}. */
public enum FinishReason {
    /** It had said what it had to say. */
    STOP,
    /** It wants tools to be run. */
    TOOL_CALLS,
    /** It reached the greatest number of tokens. */
    MAX_TOKENS,
    /** The provider cut the reply for its content. */
    CONTENT_FILTER,
    /** Anything else. */
    OTHER
}
