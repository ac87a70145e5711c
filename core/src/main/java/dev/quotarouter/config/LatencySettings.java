package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How latency-based routing judges deployments.
 *
 * @param life for how long a measured time counts; more than zero
 * @param buffer by which share of the fastest's latency another may be slower and still be as good: 0.2 for a fifth
 * @param samples how many of the newest times count; at least 1
 */
public record LatencySettings(Duration life, double buffer, int samples) {
    /** An hour, no buffer, ten times. */
    public static final LatencySettings DEFAULT = new LatencySettings(Duration.ofHours(1), 0, 10);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public LatencySettings {
        Require.positive("the life of a measured time", requireNonNull(life, "life"));
        Require.notNegative("the latency buffer", buffer);
        Require.positive("the number of samples", samples);
    }
}
