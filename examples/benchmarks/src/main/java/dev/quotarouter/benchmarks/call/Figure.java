package dev.quotarouter.benchmarks.call;

/**
 * What is told of a contender.
 *
 * @param value the median of all rounds
 * @param timesByHand the median of its ratios to the call by hand in the same round
 */
record Figure(double value, double timesByHand) {}
