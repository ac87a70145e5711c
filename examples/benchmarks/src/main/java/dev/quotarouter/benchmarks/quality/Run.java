package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.simulation.FastTime;
import dev.quotarouter.simulator.GeminiSimulator;

/**
 * One contender alone in a world, whose time runs faster than the machine's.
 *
 * @param world the world
 * @param speed how many of its seconds pass in one of the machine's
 * @param seed of what arrivals are drawn by
 */
record Run(MidnightWorld world, int speed, long seed) {
    /** {@return how the contender did} */
    Performance of(Contender contender) {
        FastTime time = new FastTime(world.start(), speed);
        try (GeminiSimulator gemini = world.gemini(time.clock(), speed)) {
            Scene scene = new Scene(gemini.url(), world, time);
            try (ChatClient client = contender.enter(scene)) {
                return Performance.of(
                        new ChatLoad(client, scene).run(Arrivals.of(world, seed)),
                        GeminiAccount.of(gemini.calls(), world.midnight()),
                        world.possible());
            }
        }
    }
}
