/**
 * The router itself in virtual time, against the books of the simulated Gemini: days of traffic in seconds, and the same bytes
 * from the same seed.
 *
 * <p>A {@link dev.quotarouter.simulation.World} says what is configured, what is true and what happens; {@link
 * dev.quotarouter.simulation.Simulation} lives through it and gives a {@link dev.quotarouter.simulation.SimulationReport}.
 */
@NullMarked
package dev.quotarouter.simulation;

import org.jspecify.annotations.NullMarked;
