package dev.quotarouter.internal.admission;

import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.Scheduler.Cancellation;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;

/**
 * Runs a task once, when an instant of the wall clock has come.
 *
 * <p>Timers run on the monotonic clock, and over hours the two drift apart: so a long wait is taken in legs, each half of what
 * is left. A clock that was set forward is noticed at the next leg; one that was set back never makes the wait longer than it
 * was to be: whoever wakes early looks again. Thread-safe.
 */
final class Alarm {
    // A leg as short as this cannot drift by more than a millisecond.
    private static final Duration LAST_LEG = Duration.ofSeconds(2);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TimeSource time;
    private final Scheduler scheduler;
    private final Runnable task;
    private final long at;
    private final long endNanos;
    private volatile Cancellation leg = () -> {};
    private volatile boolean spent;

    private Alarm(TimeSource time, Scheduler scheduler, long at, long nanos, Runnable task) {
        this.time = time;
        this.scheduler = scheduler;
        this.task = task;
        this.at = at;
        this.endNanos = time.nanoTime() + nanos;
    }

    /** {@return an alarm at the instant, in milliseconds since 1970; at once if it has come} */
    static Alarm at(long at, TimeSource time, Scheduler scheduler, Runnable task) {
        long millis = Math.max(1, at - time.epochMillis());
        long nanos = Math.min(millis, Long.MAX_VALUE / 2 / NANOS_PER_MILLI) * NANOS_PER_MILLI;
        Alarm alarm = new Alarm(time, scheduler, at, nanos, task);
        alarm.next(nanos);
        return alarm;
    }

    /** {@return when it comes} */
    long at() {
        return at;
    }

    /** {@return whether it has come or was called off} */
    boolean isSpent() {
        return spent;
    }

    void cancel() {
        spent = true;
        leg.cancel();
    }

    private void next(long nanosLeft) {
        boolean last = nanosLeft <= LAST_LEG.toNanos();
        leg = scheduler.schedule(Duration.ofNanos(last ? nanosLeft : nanosLeft / 2), last ? this::ring : this::goOn);
        if (spent) {
            leg.cancel(); // It was called off just before there was this leg.
        }
    }

    private void goOn() {
        long byClock = (at - time.epochMillis()) * NANOS_PER_MILLI;
        long nanosLeft = Math.min(byClock, endNanos - time.nanoTime());
        if (nanosLeft <= 0) {
            ring();
        } else if (!spent) {
            next(nanosLeft);
        }
    }

    private void ring() {
        if (!spent) {
            spent = true;
            task.run();
        }
    }
}
