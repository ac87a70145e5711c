package dev.quotarouter.simulation;

import java.util.List;

/**
 * A stretch of time within one day, in which an all-knowing router may spend what is left of that day.
 *
 * @param fromMinute its first minute, counted from the start
 * @param toMinute the first minute after it
 * @param pools what each pool can give
 */
record Segment(int fromMinute, int toMinute, List<PoolSupply> pools) {
    Segment {
        pools = List.copyOf(pools);
    }

    int minutes() {
        return toMinute - fromMinute;
    }
}
