package dev.quotarouter.gemini;

import dev.quotarouter.time.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The calls under way, so that they can be broken off: when their provider closes, and when the thread that waits for one
 * is interrupted. A Java socket does not notice an interrupt, so we look, ten times a second and only while someone waits.
 *
 * <p>One glance serves all calls, so a call that is quick pays for no timer. Thread-safe.
 */
final class CallsUnderWay {
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Scheduler scheduler;
    private final Set<GeminiExchange> exchanges = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile boolean closed;

    CallsUnderWay(Scheduler scheduler) {
        this.scheduler = scheduler;
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
        return true;
    }

    /** States that the current thread waits for the exchange, whose call an interrupt breaks off from now on. */
    void waits(GeminiExchange exchange) {
        exchange.blocks(Optional.of(Thread.currentThread()));
        watch();
        exchange.stopIfInterrupted();
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

    private void watch() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            scheduler.schedule(GLANCE, this::glance);
        }
    }

    private void glance() {
        try {
            exchanges.forEach(GeminiExchange::stopIfInterrupted);
        } finally {
            // A listener of the caller's client that throws must not blind us for the calls to come.
            watchOn();
        }
    }

    private void watchOn() {
        if (anyBlocks()) {
            scheduler.schedule(GLANCE, this::glance);
            return;
        }
        watching.set(false);
        // A call that came between the two lines above saw a watch that was about to end.
        if (anyBlocks()) {
            watch();
        }
    }

    private boolean anyBlocks() {
        return exchanges.stream().anyMatch(GeminiExchange::blocks);
    }
}
