package dev.quotarouter.config;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads which strategy orders the deployments, and what it is told. */
final class StrategyReader {
    private static final String SAME_AS_DEFAULT = "usage-based-routing";

    // In LiteLLM budgets hold only under a strategy of their own.
    private static final String BUDGETS_ALONE = "provider-budget-routing";

    private final RouterConfigBuilder config;

    StrategyReader(RouterConfigBuilder config) {
        this.config = config;
    }

    void read(Section router) {
        Optional<RoutingStrategyName> strategy = router.find("routing_strategy").flatMap(this::strategy);
        strategy.ifPresent(config::routingStrategy);
        Optional<ConfigNode> arguments = router.find("routing_strategy_args");
        if (strategy.equals(Optional.of(RoutingStrategyName.LATENCY_BASED_ROUTING))) {
            arguments.ifPresent(node -> config.latency(latency(node.section(KnownSettings.STRATEGY_ARGUMENTS))));
        } else {
            arguments.ifPresent(node -> node.notice("no effect: only latency-based-routing has arguments"));
        }
    }

    private Optional<RoutingStrategyName> strategy(ConfigNode node) {
        Optional<String> written = node.value(ValueKind.NAME);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String name = written.get();
        for (RoutingStrategyName offered : RoutingStrategyName.values()) {
            if (offered.setting().equals(name)) {
                return Optional.of(offered);
            }
        }
        if (name.equals(BUDGETS_ALONE)) {
            node.notice("budgets hold under every strategy: usage-based-routing-v2 is used");
        } else if (!name.equals(SAME_AS_DEFAULT)) {
            node.problem("there is no such strategy", "write " + nearest(name));
        }
        return Optional.empty();
    }

    private static LatencySettings latency(Section arguments) {
        LatencySettings unlessSet = LatencySettings.DEFAULT;
        return new LatencySettings(
                arguments.value("ttl", ValueKind.POSITIVE_SECONDS).orElse(unlessSet.life()),
                arguments.value("lowest_latency_buffer", ValueKind.SHARE).orElse(unlessSet.buffer()),
                arguments.value("max_latency_list_size", ValueKind.AT_LEAST_ONE).orElse(unlessSet.samples()));
    }

    private static String nearest(String name) {
        Set<String> known = new TreeSet<>(Set.of(SAME_AS_DEFAULT, BUDGETS_ALONE));
        for (RoutingStrategyName offered : RoutingStrategyName.values()) {
            known.add(offered.setting());
        }
        return Nearest.to(name, known).orElse(RoutingStrategyName.USAGE_BASED_ROUTING_V2.setting());
    }
}
