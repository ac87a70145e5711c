package dev.quotarouter.simulation;

import java.time.Duration;
import java.time.Instant;

/** The days of a simulation; read in the order of time. Not thread-safe. */
final class Calendar {
    private static final long HOUR = 3_600_000;

    private final World world;
    private int day;
    private long dayStartsAt;
    private long dayEndsAt;

    Calendar(World world) {
        this.world = world;
        dayEndsAt = since(world.midnight(1));
    }

    /** {@return the moment so many milliseconds after the start; not before the one asked for last} */
    SimulatedInstant at(long millis) {
        while (millis >= dayEndsAt) {
            day++;
            dayStartsAt = dayEndsAt;
            dayEndsAt = since(world.midnight(day + 1));
        }
        // On the two days that are not 24 hours long, close enough for a picture.
        int hour = (int) Math.min(23, (millis - dayStartsAt) / HOUR);
        return new SimulatedInstant(millis, day, hour, dayEndsAt);
    }

    private long since(Instant instant) {
        return Duration.between(world.start(), instant).toMillis();
    }
}
