package dev.quotarouter;

import dev.quotarouter.config.ConfigNotice;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the router knows at one moment. A copy: it does not change.
 *
 * @param at the moment
 * @param models the names that can be asked for, each with the ids of its deployments, in the order of the configuration
 * @param deployments every deployment, in the order of the configuration
 * @param pools every quota pool, in the order of the configuration
 * @param budgets every budget of money
 * @param waiting how many requests wait for room
 * @param notices what the configuration says that has no effect, and why
 */
public record RouterStatus(
        Instant at,
        Map<String, List<String>> models,
        List<DeploymentStatus> deployments,
        List<PoolStatus> pools,
        List<BudgetStatus> budgets,
        int waiting,
        List<ConfigNotice> notices) {
    /** Copies the collections. */
    public RouterStatus {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        deployments = List.copyOf(deployments);
        pools = List.copyOf(pools);
        budgets = List.copyOf(budgets);
        notices = List.copyOf(notices);
    }
}
