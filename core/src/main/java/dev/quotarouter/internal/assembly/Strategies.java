package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.routing.CostBasedRouting;
import dev.quotarouter.routing.LatencyBasedRouting;
import dev.quotarouter.routing.LeastBusyRouting;
import dev.quotarouter.routing.RoutingStrategy;
import dev.quotarouter.routing.SimpleShuffle;
import dev.quotarouter.routing.UsageBasedRouting;

/** The strategies that a configuration can name. Has no state. */
final class Strategies {
    private Strategies() {}

    static RoutingStrategy of(RouterConfig config) {
        return switch (config.routingStrategy()) {
            case USAGE_BASED_ROUTING_V2 -> new UsageBasedRouting();
            case SIMPLE_SHUFFLE -> new SimpleShuffle();
            case LEAST_BUSY -> new LeastBusyRouting();
            case LATENCY_BASED_ROUTING ->
                new LatencyBasedRouting(config.latency().buffer());
            case COST_BASED_ROUTING -> new CostBasedRouting();
        };
    }
}
