package dev.quotarouter.simulator;

/** What a refusal by the books says about when to come back. */
public enum RetryHint {
    /** The truth: on a spent day, the hours until midnight. */
    EXACT,
    /** The truth for a minute, but some seconds for a spent day, as Google often does. */
    SHORT_ON_DAY,
    /** Nothing. */
    ABSENT
}
