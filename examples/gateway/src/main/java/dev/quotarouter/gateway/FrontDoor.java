package dev.quotarouter.gateway;

import dev.quotarouter.gateway.Routes.Route;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Takes every request, turns away whom it must, and hands the others to who answers them. Belongs to the event loop. */
final class FrontDoor implements Handler<HttpServerRequest> {
    private final Routes routes;
    private final Doorkeeper doorkeeper;
    private final Connections connections;
    private final Failures failures;

    FrontDoor(Routes routes, Doorkeeper doorkeeper, Connections connections, Failures failures) {
        this.routes = routes;
        this.doorkeeper = doorkeeper;
        this.connections = connections;
        this.failures = failures;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Exchange exchange = new Exchange(request);
        connections.busy(exchange);
        try {
            Optional<Route> route = routes.find(request);
            Optional<Refusal> refusal = refusal(request, route);
            if (refusal.isPresent()) {
                exchange.reply(refusal.get());
            } else {
                route.orElseThrow().handler().handle(exchange);
            }
        } catch (RuntimeException failure) {
            failures.reply(exchange, failure);
        }
    }

    /** {@return why it goes no further} Who has no key learns nothing, not even what there is. */
    private Optional<Refusal> refusal(HttpServerRequest request, Optional<Route> route) {
        boolean isOpen = route.map(Route::isOpen).orElse(false);
        Optional<Refusal> noEntry = isOpen ? Optional.empty() : doorkeeper.refusal(request);
        if (noEntry.isPresent()) {
            return noEntry;
        }
        if (route.isEmpty()) {
            return Optional.of(Refusal.unknownPath(request.path()));
        }
        Route found = route.get();
        return found.wants(request.method())
                ? Optional.empty()
                : Optional.of(Refusal.wrongMethod(found.method().name()));
    }
}
