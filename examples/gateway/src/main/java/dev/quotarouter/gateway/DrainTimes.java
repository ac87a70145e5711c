package dev.quotarouter.gateway;

import java.time.Duration;

/**
 * How a gateway stops.
 *
 * @param notice how long it says that it is not ready, and still serves all, before it takes no new connections: so that a load
 *     balancer turns away first
 * @param time how long it then waits for the requests under way
 */
public record DrainTimes(Duration notice, Duration time) {
    /** No notice, and half a minute. */
    public static final DrainTimes DEFAULT = new DrainTimes(Duration.ZERO, Duration.ofSeconds(30));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a time is negative
     */
    public DrainTimes {
        if (notice.isNegative() || time.isNegative()) {
            throw new IllegalArgumentException("a time to drain must not be negative: " + notice + ", " + time);
        }
    }
}
