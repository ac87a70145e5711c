package dev.quotarouter.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The timer behind {@link CompletableFuture#orTimeout} and the common pool: no thread of ours. */
enum SystemScheduler implements Scheduler {
    INSTANCE;

    @Override
    public Cancellation schedule(Duration delay, Runnable task) {
        // Cancelling this future takes its task out of the JDK's timer, so a forgotten wait holds no memory.
        CompletableFuture<Void> due = new CompletableFuture<Void>()
                .completeOnTimeout(null, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        // Not on the timer's own thread, which every timed future of the application waits for.
        CompletableFuture<Void> unused = due.thenRunAsync(task);
        return () -> due.cancel(false);
    }
}
