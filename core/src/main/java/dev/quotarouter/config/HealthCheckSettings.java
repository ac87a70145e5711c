package dev.quotarouter.config;

import java.time.Duration;

/**
 * Whether the router looks after deployments of which it has not heard for a while, and how.
 *
 * @param background whether it does
 * @param interval how long nothing may be heard of a deployment before it is looked after
 * @param timeout how long that may take
 */
public record HealthCheckSettings(boolean background, Duration interval, Duration timeout) {
    /** Traffic alone tells; once looking is switched on, every five minutes, for 15 seconds at most. */
    public static final HealthCheckSettings DEFAULT =
            new HealthCheckSettings(false, Duration.ofMinutes(5), Duration.ofSeconds(15));

    /** Checks that both durations are positive. */
    public HealthCheckSettings {
        Require.positive("the health check interval", interval);
        Require.positive("the health check timeout", timeout);
    }

    /** {@return these settings with looking switched on or off} */
    public HealthCheckSettings withBackground(boolean on) {
        return new HealthCheckSettings(on, interval, timeout);
    }

    /** {@return these settings with another interval} */
    public HealthCheckSettings withInterval(Duration other) {
        return new HealthCheckSettings(background, other, timeout);
    }

    /** {@return these settings with another time-out} */
    public HealthCheckSettings withTimeout(Duration other) {
        return new HealthCheckSettings(background, interval, other);
    }
}
