package dev.quotarouter.routing;

/** Whether a deployment can serve a request now, and if not, the first reason why. */
public enum Availability {
    /** It can. */
    AVAILABLE,
    /** It has failed for this request already. */
    ALREADY_TRIED,
    /** Its key was rejected. */
    KEY_BLOCKED,
    /** Its project was rejected. */
    PROJECT_BLOCKED,
    /** Its project has no quota for the model, or the model is closed for it. */
    POOL_CLOSED,
    /** The model cannot do what is asked. */
    CAPABILITY_MISSING,
    /** The prompt does not fit into the model's context. */
    CONTEXT_TOO_SMALL,
    /** The reply may be longer than the model can write. */
    OUTPUT_TOO_SMALL,
    /** The request alone is larger than a whole quota window. */
    WINDOW_TOO_SMALL,
    /** It failed too often and rests, or its model is unknown to the provider. */
    COOLING_DOWN,
    /** Several projects saw its model fail; the model rests. */
    MODEL_COOLING_DOWN,
    /** The daily quota is used up. */
    DAY_FULL,
    /** Of the daily quota, what is meant for the hours so far is used up. */
    PACED,
    /** A quota per minute is used up. */
    MINUTE_FULL,
    /** As many of its calls are under way as may be at once. */
    AT_CAPACITY,
    /** The money that it, its model or its provider may cost in this period is spent, or reserved by calls under way. */
    BUDGET_SPENT
}
