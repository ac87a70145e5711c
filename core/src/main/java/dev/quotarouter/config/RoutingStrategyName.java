package dev.quotarouter.config;

/** A routing strategy by the name that {@code routing_strategy} has for it. */
public enum RoutingStrategyName {
    /** The deployment with the most room; {@code usage-based-routing} is the same here. */
    USAGE_BASED_ROUTING_V2("usage-based-routing-v2"),
    /** Chance, by weight, requests per minute or tokens per minute. */
    SIMPLE_SHUFFLE("simple-shuffle"),
    /** The deployment with the fewest calls under way. */
    LEAST_BUSY("least-busy"),
    /** The deployment that has lately been the fastest. */
    LATENCY_BASED_ROUTING("latency-based-routing"),
    /** The deployment where the request costs least. */
    COST_BASED_ROUTING("cost-based-routing");

    private final String setting;

    RoutingStrategyName(String setting) {
        this.setting = setting;
    }

    /** {@return the name as it is written in a file} */
    public String setting() {
        return setting;
    }
}
