package dev.quotarouter.benchmarks.call;

import org.HdrHistogram.Histogram;

/**
 * How long something took, in nanoseconds.
 *
 * @param median half of them took no longer
 * @param p99 ninety-nine in a hundred took no longer
 */
record Latency(long median, long p99) {
    static Latency of(Histogram nanos) {
        return new Latency(nanos.getValueAtPercentile(50), nanos.getValueAtPercentile(99));
    }
}
