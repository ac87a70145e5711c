package dev.quotarouter.benchmarks.load;

/**
 * What is told of a contender.
 *
 * @param value the median of all rounds
 * @param times the median of its ratios to the yardstick in the same round
 * @param more the median of its differences from the yardstick in the same round
 */
public record Figure(double value, double times, double more) {}
