package dev.quotarouter.simulator;

/**
 * What counts, and how.
 *
 * @param minute how a minute is counted
 * @param failedCallsCount whether a call that fails with a server error uses quota, as Google's users observe
 * @param refusedCallsCount whether a call refused with 429 uses quota
 * @param retryHint what a refusal says about when to come back
 */
record BookRules(MinuteRule minute, boolean failedCallsCount, boolean refusedCallsCount, RetryHint retryHint) {}
