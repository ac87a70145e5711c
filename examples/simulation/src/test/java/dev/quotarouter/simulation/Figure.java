package dev.quotarouter.simulation;

import java.util.Optional;

/**
 * A figure that was to be reached in a kind of world.
 *
 * @param name as in the report
 * @param value what was reached with the seed that did worst; with all seeds for a mean
 * @param goal what was to be reached; empty if there is none in this world
 * @param more whether more is better
 * @param seed the seed that did worst
 */
record Figure(String name, double value, Optional<Double> goal, boolean more, long seed) {
    boolean isMissed() {
        return goal.isPresent() && isWorseThan(goal.get());
    }

    boolean isWorseThan(double other) {
        return more ? value < other : value > other;
    }

    @Override
    public String toString() {
        return name + " = " + value + " (seed " + seed + ")";
    }
}
