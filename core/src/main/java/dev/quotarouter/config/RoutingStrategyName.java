package dev.quotarouter.config;

/** A routing strategy by the name that {@code routing_strategy} has for it. */
public enum RoutingStrategyName {
    /** The deployment with the most room; {@code usage-based-routing} is the same here. */
    USAGE_BASED_ROUTING_V2("usage-based-routing-v2");

    private final String setting;

    RoutingStrategyName(String setting) {
        this.setting = setting;
    }

    /** {@return the name as it is written in a file} */
    public String setting() {
        return setting;
    }
}
