package dev.quotarouter.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What answers to which path. Not changed any more once requests come. */
final class Routes {
    private static final String VERSION = "/v1";

    private final Map<String, Route> routes = new HashMap<>();

    /**
     * What answers to a path.
     *
     * @param method what it wants; {@code HEAD} goes where {@code GET} does
     * @param isOpen whether everybody may ask
     * @param handler who replies
     */
    record Route(HttpMethod method, boolean isOpen, Handler<Exchange> handler) {
        boolean wants(HttpMethod asked) {
            return asked.equals(method) || (method.equals(HttpMethod.GET) && asked.equals(HttpMethod.HEAD));
        }
    }

    /** Adds what only callers with the key may ask, under the path and, as OpenAI's clients have it, below {@code /v1}. */
    Routes api(HttpMethod method, String path, Handler<Exchange> handler) {
        Route route = new Route(method, false, handler);
        routes.put(path, route);
        routes.put(VERSION + path, route);
        return this;
    }

    /** Adds what only callers with the key may read. */
    Routes guarded(String path, Handler<Exchange> handler) {
        routes.put(path, new Route(HttpMethod.GET, false, handler));
        return this;
    }

    /** Adds what everybody may read. */
    Routes open(String path, Handler<Exchange> handler) {
        routes.put(path, new Route(HttpMethod.GET, true, handler));
        return this;
    }

    /** {@return who answers; a path that ends with a slash here answers for all below it} */
    Optional<Route> find(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("");
        return Optional.ofNullable(routes.get(path))
                .or(() -> routes.entrySet().stream()
                        .filter(route -> isFolder(route.getKey()) && path.startsWith(route.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private static boolean isFolder(String path) {
        return path.length() > 1 && path.endsWith("/");
    }
}
