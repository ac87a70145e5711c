package dev.quotarouter.quota;

/** The time over which a provider counts. */
public enum QuotaSpan {
    /** Any 60 seconds. */
    MINUTE,
    /** The provider's calendar day. */
    DAY
}
