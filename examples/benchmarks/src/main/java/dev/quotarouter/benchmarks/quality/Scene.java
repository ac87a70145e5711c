package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.simulation.FastTime;
import java.net.URI;
import java.time.Duration;

/**
 * Where a contender finds itself.
 *
 * @param gemini the base address of the simulated Gemini
 * @param world what there is
 * @param time the world's time
 */
record Scene(URI gemini, MidnightWorld world, FastTime time) {
    /** {@return how long a caller waits, on the machine's clocks} */
    Duration realPatience() {
        return time.real(world.patience());
    }
}
