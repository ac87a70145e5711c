package dev.quotarouter.simulation;

import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands while something happens and then jumps to what happens next; of two events at one instant the one that
 * was planned first. Everything happens on the thread that calls {@link #next()}. Not thread-safe.
 */
final class VirtualTime implements TimeSource, Scheduler {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long startMillis;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long elapsed;
    private long planned;

    VirtualTime(Instant start) {
        startMillis = start.toEpochMilli();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(startMillis).plusNanos(elapsed);
    }

    @Override
    public long nanoTime() {
        return elapsed;
    }

    @Override
    public long epochMillis() {
        return startMillis + elapsedMillis();
    }

    /** {@return whole milliseconds since the start} */
    long elapsedMillis() {
        return elapsed / NANOS_PER_MILLI;
    }

    @Override
    public Cancellation schedule(Duration delay, Runnable task) {
        return plan(elapsed + Math.max(0, delay.toNanos()), task);
    }

    /** Plans something for so many milliseconds after the start; what is past happens next. */
    Cancellation at(long elapsedMillis, Runnable task) {
        return plan(Math.max(elapsed, Math.multiplyExact(elapsedMillis, NANOS_PER_MILLI)), task);
    }

    /** Lets the next event happen; {@return whether there was one} */
    boolean next() {
        Event event = events.poll();
        if (event == null) {
            return false;
        }
        elapsed = event.at;
        event.happen();
        return true;
    }

    private Event plan(long at, Runnable task) {
        Event event = new Event(at, planned++, task);
        events.add(event);
        return event;
    }

    /** Something planned. Called off, it stays in the queue and does nothing: to search for it would cost more. */
    private static final class Event implements Cancellation, Comparable<Event> {
        private final long at;
        private final long number;
        private @Nullable Runnable task;

        Event(long at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }

        void happen() {
            Runnable once = task;
            task = null;
            if (once != null) {
                once.run();
            }
        }

        @Override
        public void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
