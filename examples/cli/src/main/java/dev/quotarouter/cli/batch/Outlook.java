package dev.quotarouter.cli.batch;

import dev.quotarouter.PoolStatus;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a forecast of what the router knows and how far a batch is. */
final class Outlook {
    private final RouterStatus status;
    private final Tally tally;
    private final Map<String, Long> drawnOn = new HashMap<>();

    private Outlook(RouterStatus status, Tally tally) {
        this.status = status;
        this.tally = tally;
        tally.waiting()
                .forEach((model, lines) ->
                        Pools.of(status, Set.of(model)).forEach(pool -> drawnOn.merge(pool, lines, Long::sum)));
    }

    /**
     * The forecast.
     *
     * @param parallel how many chats may be under way at once
     */
    static Forecast of(RouterStatus status, Tally tally, int parallel) {
        return new Outlook(status, tally).forecast(parallel);
    }

    private Forecast forecast(int parallel) {
        Instant underWayDone = status.at().plus(tally.underWay() > 0 ? tally.latency() : Duration.ZERO);
        Forecast all = new Forecast(0, Optional.empty(), Optional.of(underWayDone));
        double lines =
                tally.waiting().values().stream().mapToLong(Long::longValue).sum();
        double most = tally.latency().isZero()
                ? Double.POSITIVE_INFINITY
                : parallel
                        * (double) Duration.ofMinutes(1).toNanos()
                        / tally.latency().toNanos();
        for (Map.Entry<String, Long> model : tally.waiting().entrySet()) {
            long waiting = model.getValue();
            if (waiting > 0) {
                all = all.and(Forecast.of(
                        status.at(), supplies(model.getKey(), (double) waiting), waiting, most * (waiting / lines)));
            }
        }
        return all;
    }

    // A pool that several models draw on serves each by its share of the lines.
    private List<Supply> supplies(String model, double lines) {
        Set<String> pools = Pools.of(status, Set.of(model));
        double tokens = meanTokens();
        return status.pools().stream()
                .filter(pool -> pools.contains(pool.id()))
                .map(pool -> Supply.of(pool, tokens).share(lines / drawnOn.getOrDefault(pool.id(), 1L)))
                .toList();
    }

    private double meanTokens() {
        double requests = used(QuotaDimension.REQUESTS);
        return requests > 0 ? used(QuotaDimension.INPUT_TOKENS) / requests : 0;
    }

    private double used(QuotaDimension dimension) {
        return status.pools().stream()
                .map((PoolStatus pool) -> Pools.window(pool, dimension, QuotaSpan.DAY))
                .flatMap(Optional::stream)
                .mapToLong(WindowUsage::used)
                .sum();
    }
}
