package dev.quotarouter.cli;

import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's clocks, run several times as fast from the moment this is made. Thread-safe. */
final class FastTime implements TimeSource {
    private final TimeSource real = TimeSource.system();
    private final Instant start = real.now();
    private final long startNanos = real.nanoTime();
    private final int speed;

    /** @param speed how many of these seconds pass in a real one; 1 or more */
    FastTime(int speed) {
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
    Scheduler scheduler() {
        Scheduler system = Scheduler.system();
        return (delay, task) -> system.schedule(delay.dividedBy(speed), task);
    }

    InstantSource clock() {
        return this::now;
    }

    Duration since(long nanoTime) {
        return Duration.ofNanos(nanoTime() - nanoTime);
    }
}
