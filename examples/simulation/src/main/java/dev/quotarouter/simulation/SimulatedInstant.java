package dev.quotarouter.simulation;

/**
 * A moment of a simulation.
 *
 * @param millis milliseconds after the start
 * @param day which day in Los Angeles, the first being 0
 * @param hour which hour of that day by the clock on the wall
 * @param dayEndsAt when that day ends, in milliseconds after the start
 */
record SimulatedInstant(long millis, int day, int hour, long dayEndsAt) {}
