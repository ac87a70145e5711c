package dev.quotarouter.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The pace of a client that reads a stream: it is waited for, but not for ever. Belongs to the event loop. */
final class Pace {
    private static final long NONE = -1;

    private final Exchange exchange;
    private final Vertx vertx;
    private final Duration patience;
    private final List<Runnable> waiting = new ArrayList<>();
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
        waiting.add(next);
        // What was under way already comes although the client is waited for: it is waited for once.
        if (timer == NONE) {
            timer = vertx.setTimer(patience.toMillis(), late -> exchange.giveUp());
            response.drainHandler(drained -> rest().forEach(Runnable::run));
        }
    }

    /** Waits no longer; {@return what waited} */
    private List<Runnable> rest() {
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        vertx.cancelTimer(timer);
        timer = NONE;
        return due;
    }
}
