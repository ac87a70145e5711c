package dev.quotarouter.gateway;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the chats under way, and knows whether the gateway is stopping. Thread-safe. */
final class UnderWay {
    private final AtomicInteger chats = new AtomicInteger();
    private volatile boolean stopping;

    /** Counts the chat until its reply has ended or its client has gone. */
    void begin(Exchange exchange) {
        chats.incrementAndGet();
        exchange.onceOver(chats::decrementAndGet);
    }

    int chats() {
        return chats.get();
    }

    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }
}
