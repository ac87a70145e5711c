package dev.quotarouter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when told to. */
final class HandClock implements InstantSource {
    private final AtomicReference<Instant> now;

    HandClock(String start) {
        now = new AtomicReference<>(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    void forward(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    void set(String instant) {
        now.set(Instant.parse(instant));
    }
}
