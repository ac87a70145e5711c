package dev.quotarouter.simulator;

/**
 * What counts, and how.
 *
 * @param minute how a minute is counted
 * @param failedCallsCount whether a call that fails with a server error uses quota, as Google's users observe
 * @param refusedCallsCount whether a call refused with 429 uses quota
 * @param retryHint what a refusal says about when to come back
 */
record BookRules(MinuteRule minute, boolean failedCallsCount, boolean refusedCallsCount, RetryHint retryHint) {
    /** Whether the error comes out of the model and counts: then the call has passed every check and is in the books. */
    boolean counts(GeminiError error, String model) {
        return failedCallsCount && error.reply(model).status() >= 500;
    }
}
