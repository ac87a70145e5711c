package dev.quotarouter.benchmarks.call;

/**
 * A turn that was taken.
 *
 * @param round the round, counted through all generations
 * @param entrant who took it
 * @param turn what it was
 * @param sample what it gave
 */
record Taken(int round, Entrant entrant, Turn turn, Sample sample) {}
