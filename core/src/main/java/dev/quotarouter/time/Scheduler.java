package dev.quotarouter.time;

import java.time.Duration;

/**
 * How the router waits: it asks to be called back. Nothing in the router sleeps.
 *
 * <p>Implementations are thread-safe and never run a task inside {@link #schedule}.
 */
@FunctionalInterface
public interface Scheduler {
    /**
     * Runs the task once after the delay, on a thread of the scheduler's choice.
     *
     * @param delay how long to wait; zero or less means as soon as possible
     * @param task what to run; short, never blocks
     * @return the way to call it off
     */
    Cancellation schedule(Duration delay, Runnable task);

    /** {@return the scheduler that the JDK shares among all its timed futures} */
    static Scheduler system() {
        return SystemScheduler.INSTANCE;
    }

    /** Calls a scheduled task off. */
    @FunctionalInterface
    interface Cancellation {
        /** Makes sure, as far as still possible, that the task does not run. Idempotent. */
        void cancel();
    }
}
