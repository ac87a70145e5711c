package dev.quotarouter.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * How long something took, in microseconds.
 *
 * @param median half of them took no longer
 * @param p99 ninety-nine in a hundred took no longer
 */
public record Latency(double median, double p99) {
    private static final double NANOS_PER_MICRO = 1_000;

    static Latency of(Histogram nanos) {
        return new Latency(
                nanos.getValueAtPercentile(50) / NANOS_PER_MICRO, nanos.getValueAtPercentile(99) / NANOS_PER_MICRO);
    }
}
