package dev.quotarouter.simulation;

import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The machine's clocks, run several times as fast from the moment this is made: for what waits and talks for real, but need not
 * take as long. Thread-safe.
 */
public final class FastTime implements TimeSource {
    private final TimeSource real = TimeSource.system();
    private final long startNanos = real.nanoTime();
    private final Instant start;
    private final int speed;

    /**
     * Begins at the machine's time of day.
     *
     * @param speed how many of these seconds pass in a real one; 1 or more
     */
    public FastTime(int speed) {
        this(TimeSource.system().now(), speed);
    }

    /**
     * Begins at another time of day.
     *
     * @param start what the clock says at first
     * @param speed how many of these seconds pass in a real one; 1 or more
     */
    public FastTime(Instant start, int speed) {
        if (speed < 1) {
            throw new IllegalArgumentException("speed must be 1 or more, not " + speed);
        }
        this.start = start;
        this.speed = speed;
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return (real.nanoTime() - startNanos) * speed;
    }

    /** {@return a scheduler whose delays are of this time} */
    public Scheduler scheduler() {
        Scheduler system = Scheduler.system();
        return (delay, task) -> system.schedule(real(delay), task);
    }

    /** {@return this time of day, for those who know the JDK's clocks only} */
    public InstantSource clock() {
        return this::now;
    }

    /** {@return how much of this time has passed since a reading of {@link #nanoTime()}} */
    public Duration since(long nanoTime) {
        return Duration.ofNanos(nanoTime() - nanoTime);
    }

    /** {@return how long a duration of this time takes on the machine's clocks} */
    public Duration real(Duration duration) {
        return duration.dividedBy(speed);
    }
}
