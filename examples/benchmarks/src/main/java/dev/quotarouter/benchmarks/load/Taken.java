package dev.quotarouter.benchmarks.load;

/**
 * A turn that was taken.
 *
 * @param round the round, counted through all generations
 * @param entrant who took it
 * @param turn what it was
 * @param sample what it gave
 */
public record Taken(int round, Entrant entrant, Turn turn, Sample sample) {}
