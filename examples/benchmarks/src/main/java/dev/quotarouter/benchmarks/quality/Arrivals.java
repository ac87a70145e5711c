package dev.quotarouter.benchmarks.quality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** When chats are wanted: at random and independently of each other, so many in a minute on average. */
final class Arrivals {
    private static final double MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private Arrivals() {}

    /** {@return how long after the start of the world each chat is wanted, in order; the same for the same seed} */
    static List<Duration> of(MidnightWorld world, long seed) {
        Random random = new Random(seed);
        Duration end = world.half().multipliedBy(2);
        List<Duration> arrivals = new ArrayList<>();
        Duration next = pause(world, random);
        while (next.compareTo(end) < 0) {
            arrivals.add(next);
            next = next.plus(pause(world, random));
        }
        return arrivals;
    }

    private static Duration pause(MidnightWorld world, Random random) {
        return Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * MINUTE_NANOS / world.perMinute()));
    }
}
