package dev.quotarouter.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open: not more than there may be, and none for long without a request. What trickles in does not
 * prolong the time until the head of a request must be complete. Belongs to the event loop.
 */
final class Connections {
    private final Vertx vertx;
    private final GatewayLimits limits;
    private final Map<HttpConnection, Long> idleTimers = new HashMap<>();

    Connections(Vertx vertx, GatewayLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    void opened(HttpConnection connection) {
        if (idleTimers.size() >= limits.maxConnections()) {
            connection.close();
            return;
        }
        idleTimers.put(connection, idleTimer(connection));
        connection.closeHandler(closed -> cancel(idleTimers.remove(connection)));
    }

    /** A request came in: its connection may stay until it is answered, and a while longer. */
    void busy(Exchange exchange) {
        HttpConnection connection = exchange.request().connection();
        cancel(idleTimers.get(connection));
        exchange.onceOver(() -> idleTimers.computeIfPresent(connection, (same, timer) -> {
            cancel(timer);
            return idleTimer(connection);
        }));
    }

    private long idleTimer(HttpConnection connection) {
        return vertx.setTimer(limits.idleTimeout().toMillis(), late -> connection.close());
    }

    private void cancel(@Nullable Long timer) {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
