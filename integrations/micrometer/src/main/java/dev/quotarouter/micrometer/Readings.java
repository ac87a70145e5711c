package dev.quotarouter.micrometer;

import dev.quotarouter.BudgetStatus;
import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the gauges read in one status. What is not known has no reading. Immutable once made. */
final class Readings {
    private static final double MILLIS = 1_000;

    private final Map<StatusGauge, Map<Tags, Double>> byGauge = new EnumMap<>(StatusGauge.class);

    private Readings() {}

    static Readings of(RouterStatus status) {
        Readings readings = new Readings();
        readings.put(StatusGauge.WAITING, Tags.empty(), status.waiting());
        status.pools().forEach(pool -> readings.addPool(pool, status.at()));
        status.deployments().forEach(readings::addDeployment);
        status.budgets().forEach(readings::addBudget);
        return readings;
    }

    /** {@return the readings of the gauge, by their tags} */
    Map<Tags, Double> of(StatusGauge gauge) {
        return byGauge.getOrDefault(gauge, Map.of());
    }

    private void addPool(PoolStatus pool, Instant now) {
        for (WindowUsage window : pool.windows()) {
            Tags tags = Tags.of(
                    "pool", pool.id(),
                    "dimension", Words.of(window.dimension()),
                    "span", Words.of(window.span()));
            double taken = (double) window.used() + window.reserved();
            put(StatusGauge.USED, tags, taken);
            OptionalLong limit = window.share().isPresent() ? window.share() : window.limit();
            limit.ifPresent(most -> put(StatusGauge.LIMIT, tags, (double) most));
            window.remaining().ifPresent(rest -> put(StatusGauge.REMAINING, tags, (double) rest));
            if (window.fullUntil().isPresent()) {
                put(StatusGauge.UTILIZATION, tags, 1);
            } else {
                limit.ifPresent(most ->
                        put(StatusGauge.UTILIZATION, tags, most == 0 ? 1 : Math.min(1, taken / (double) most)));
            }
            Optional<Instant> end = window.fullUntil().or(window::resetsAt);
            end.ifPresent(at -> put(StatusGauge.RESET, tags, seconds(now, at)));
        }
    }

    private void addDeployment(DeploymentStatus deployment) {
        Tags tags = Tags.of("deployment", deployment.id(), "model", deployment.model());
        Availability state = deployment.availability();
        put(StatusGauge.AVAILABLE, tags, state == Availability.AVAILABLE ? 1 : 0);
        for (Availability each : Availability.values()) {
            put(StatusGauge.STATE, tags.and("state", Words.of(each)), each == state ? 1 : 0);
        }
        put(StatusGauge.IN_FLIGHT, tags, deployment.inFlight());
    }

    private void addBudget(BudgetStatus budget) {
        Tags tags = Tags.of("budget", budget.name());
        double spent = budget.usage().spent().doubleValue();
        double taken = spent + budget.usage().reserved().doubleValue();
        put(StatusGauge.BUDGET_SPENT, tags, spent);
        put(
                StatusGauge.BUDGET_REMAINING,
                tags,
                Math.max(0, budget.usage().limit().doubleValue() - taken));
    }

    private void put(StatusGauge gauge, Tags tags, double value) {
        byGauge.computeIfAbsent(gauge, first -> new LinkedHashMap<>()).put(tags, value);
    }

    private static double seconds(Instant now, Instant at) {
        return Math.max(0, Duration.between(now, at).toMillis() / MILLIS);
    }
}
