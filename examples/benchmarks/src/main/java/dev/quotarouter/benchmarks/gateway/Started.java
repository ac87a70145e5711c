package dev.quotarouter.benchmarks.gateway;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started so far. It is closed in the other order, since what came later may call what was there before. */
final class Started implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    /** Remembers how the next thing is closed. */
    void closedBy(Runnable closing) {
        closings.push(closing);
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
