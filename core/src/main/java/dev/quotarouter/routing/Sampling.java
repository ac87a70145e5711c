package dev.quotarouter.routing;

/** What a strategy sees of a group of more than 64 deployments. A group of up to 64 is always compared whole. */
public enum Sampling {
    /** Eight deployments with room, drawn evenly: the best of them is nearly the best of all, and costs the same at any size. */
    EVEN,
    /** One deployment with room, drawn in proportion to its {@linkplain Candidates#weight weight}: there is nothing to compare. */
    BY_WEIGHT,
    /**
     * All deployments with room, in rounds of up to 64, each against the best of the round before: for an order in which the
     * second best is not good enough. The choice then takes longer the larger the group is.
     */
    NONE
}
