package dev.quotarouter.quota;

/** What a provider counts. */
public enum QuotaDimension {
    /** Calls. */
    REQUESTS,
    /** Tokens of the prompt. */
    INPUT_TOKENS
}
