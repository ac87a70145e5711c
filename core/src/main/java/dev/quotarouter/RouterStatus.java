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

    /** {@return the status as lines for people to read, in the order of the configuration} */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder("at " + at + ", " + waiting + " waiting");
        section(
                lines,
                "models",
                models.entrySet().stream()
                        .map(name -> name.getKey() + ": " + String.join(", ", name.getValue()))
                        .toList());
        section(lines, "deployments", deployments);
        section(lines, "pools", pools);
        section(lines, "budgets", budgets);
        section(lines, "notices", notices);
        return lines.toString();
    }

    private static void section(StringBuilder lines, String head, List<?> items) {
        if (!items.isEmpty()) {
            lines.append("\n").append(head);
            items.forEach(item -> lines.append("\n  ").append(item.toString().replace("\n", "\n  ")));
        }
    }
}
