package dev.quotarouter.benchmarks.report;

/**
 * A figure that is quoted elsewhere.
 *
 * @param what what was measured
 * @param figure what came of it, with its unit
 * @param beside what it is held against, with that one's figure or the aim
 */
public record Highlight(String what, String figure, String beside) {}
