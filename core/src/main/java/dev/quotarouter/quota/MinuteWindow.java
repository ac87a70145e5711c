package dev.quotarouter.quota;

/** How the provider is taken to count a minute. Google does not say which it does. */
public enum MinuteWindow {
    /** Any 60 seconds: the strictest, and so safe whatever the provider does. */
    ROLLING,
    /** From second 0 to second 60 of the clock: lets twice the limit pass around the full minute. */
    FIXED,
    /** Rolling, until refusals have shown that minutes begin at a fixed second. */
    LEARNED
}
