package dev.quotarouter.simulation;

import java.util.List;

/**
 * A cut through one segment: no router can serve more of it.
 *
 * @param alone the most that can be served of what arrives in the segment, now or later; by whichever cut is smallest for that
 * @param room what the days of the pools that are cut have room for
 * @param carried what the minutes of the other pools carry, minute by minute
 */
record Cut(long alone, long room, List<Long> carried) {
    long[] perMinute() {
        return carried.stream().mapToLong(Long::longValue).toArray();
    }
}
