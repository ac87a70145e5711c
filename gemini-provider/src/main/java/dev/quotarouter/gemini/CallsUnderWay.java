package dev.quotarouter.gemini;

import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The calls under way, so that they can be broken off: when their time is over, when the thread that waits for one is
 * interrupted, which a Java socket does not notice, and when their provider closes.
 *
 * <p>Somebody looks at all of them ten times a second, and in between when the time of one will be over. So a call that is
 * quick pays for no timer: a timer of its own wakes a thread, which costs more than all else that we do for a call. Looking is
 * the timer's; breaking off, which tells listeners of the caller's client, is not. Thread-safe.
 */
final class CallsUnderWay {
    private static final long GLANCE = Duration.ofMillis(100).toNanos();

    private final Timer timer;
    private final Executor executor;
    private final TimeSource time;
    private final Set<GeminiExchange> exchanges = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile boolean closed;

    /** Runs a short task later. */
    @FunctionalInterface
    interface Timer {
        void run(Runnable task, long afterNanos);
    }

    /**
     * None yet.
     *
     * @param timer when is looked
     * @param executor where calls are broken off
     */
    CallsUnderWay(Timer timer, Executor executor, TimeSource time) {
        this.timer = timer;
        this.executor = executor;
        this.time = time;
    }

    /** {@return the time of a call that starts now} */
    CallTime time(Duration whole) {
        return new CallTime(whole, time.nanoTime());
    }

    /** {@return whether the call may start} It may not once {@link #close()} was called. */
    boolean add(GeminiExchange exchange) {
        exchanges.add(exchange);
        // After it was added: either we see the end here, or close() sees the call.
        if (closed) {
            exchanges.remove(exchange);
            exchange.stop(GeminiExchange.End.CLOSED);
            return false;
        }
        try {
            inTime(exchange, exchange.time().left(time.nanoTime()));
            if (!watching.get() && watching.compareAndSet(false, true)) {
                watch(GLANCE);
            }
        } catch (RuntimeException | Error e) {
            // It will not be made, as nothing would end it.
            exchanges.remove(exchange);
            throw e;
        }
        return true;
    }

    /** States that the current thread waits for the exchange, whose call an interrupt breaks off from now on. */
    void waits(GeminiExchange exchange) {
        exchange.blocks(Optional.of(Thread.currentThread()));
        exchange.stopIfInterrupted();
    }

    /** States that the reply has to begin within so many nanoseconds, or the call is broken off. */
    void begins(GeminiExchange exchange, long nanos) {
        exchange.time().begins(nanos, time.nanoTime());
        inTime(exchange, nanos);
    }

    /** States that the next byte has to come within so many nanoseconds, or the call is broken off. */
    void listens(GeminiExchange exchange, long nanos) {
        exchange.time().listens(nanos, time.nanoTime());
        inTime(exchange, nanos);
    }

    /** {@return how many there are} */
    int count() {
        return exchanges.size();
    }

    void remove(GeminiExchange exchange) {
        exchanges.remove(exchange);
    }

    /** Breaks all calls off and lets no further one start. Idempotent. */
    void close() {
        closed = true;
        exchanges.forEach(exchange -> exchange.stop(GeminiExchange.End.CLOSED));
    }

    /** A time that may be over before the next glance is looked at by itself. */
    private void inTime(GeminiExchange exchange, long left) {
        if (left < GLANCE) {
            timer.run(() -> look(exchange, time.nanoTime()), left);
        }
    }

    private void glance() {
        long now = time.nanoTime();
        long next = GLANCE;
        try {
            for (GeminiExchange exchange : exchanges) {
                look(exchange, now);
                long left = exchange.left(now);
                next = left > 0 ? Math.min(next, left) : next;
            }
        } finally {
            // Where there is no thread to be had now, there may be one at the next glance.
            watchOn(next);
        }
    }

    private void look(GeminiExchange exchange, long now) {
        if (exchange.isDue(now)) {
            executor.execute(() -> exchange.stopIfDue(time.nanoTime()));
        }
    }

    private void watchOn(long next) {
        if (exchanges.isEmpty()) {
            watching.set(false);
            // A call that came between the two lines above saw a watch that was about to end.
            if (exchanges.isEmpty() || !watching.compareAndSet(false, true)) {
                return;
            }
        }
        watch(next);
    }

    private void watch(long next) {
        try {
            timer.run(this::glance, next);
        } catch (RuntimeException | Error e) {
            // No memory, no thread: the next call tries again.
            watching.set(false);
            throw e;
        }
    }
}
