package dev.quotarouter.benchmarks.quality;

import java.time.Duration;

/**
 * How a chat ended.
 *
 * @param replied whether there was a reply while its caller still waited
 * @param took how long it took from its arrival, in the world's time
 */
record Ended(boolean replied, Duration took) {}
