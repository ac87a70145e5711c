package dev.quotarouter.cli.batch;

import java.time.Duration;

/** How long a reply takes: a mean in which the latest replies weigh most. Not thread-safe. */
final class Latency {
    private static final double WEIGHT = 0.1;

    private double nanos;

    void add(long nanosOfOne) {
        nanos = nanos == 0 ? nanosOfOne : nanos + WEIGHT * (nanosOfOne - nanos);
    }

    /** {@return the mean; zero before the first} */
    Duration mean() {
        return Duration.ofNanos((long) nanos);
    }
}
