package dev.quotarouter.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** The pace of a client that reads a stream: it is waited for, but not for ever. Belongs to the event loop. */
final class Pace {
    private static final long NONE = -1;

    private final Exchange exchange;
    private final Vertx vertx;
    private final Duration patience;
    private long timer = NONE;

    Pace(Exchange exchange, Vertx vertx, Duration patience) {
        this.exchange = exchange;
        this.vertx = vertx;
        this.patience = patience;
        exchange.onceOver(this::rest);
    }

    /** Goes on at once, or when the client has taken what waits for it; closes its connection if it does not in time. */
    void whenWritable(Runnable next) {
        HttpServerResponse response = exchange.response();
        if (!response.writeQueueFull()) {
            next.run();
            return;
        }
        timer = vertx.setTimer(patience.toMillis(), late -> exchange.giveUp());
        response.drainHandler(drained -> {
            if (rest()) {
                next.run();
            }
        });
    }

    /** {@return whether it was waited} */
    private boolean rest() {
        boolean waited = timer != NONE && vertx.cancelTimer(timer);
        timer = NONE;
        return waited;
    }
}
