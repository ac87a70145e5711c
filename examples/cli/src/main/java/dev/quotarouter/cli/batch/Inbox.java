package dev.quotarouter.cli.batch;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Events from any thread, dealt with one at a time and in order on one executor. After those at hand there is a turn, so that
 * what costs much, such as forcing a file to the disk, is done once for all of them. Thread-safe.
 */
final class Inbox {
    private final Executor executor;
    private final Runnable turn;
    private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unseen = new AtomicInteger();

    /**
     * An empty inbox.
     *
     * @param turn what is done after each batch of events; throws nothing
     */
    Inbox(Executor executor, Runnable turn) {
        this.executor = executor;
        this.turn = turn;
    }

    /** Leaves an event; does not wait for it. */
    void post(Runnable event) {
        events.add(event);
        if (unseen.getAndIncrement() == 0) {
            executor.execute(this::empty);
        }
    }

    private void empty() {
        int seen;
        do {
            seen = unseen.get();
            for (int i = 0; i < seen; i++) {
                events.remove().run();
            }
            turn.run();
        } while (unseen.addAndGet(-seen) > 0);
    }
}
