package dev.quotarouter.internal.admission;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The names that can be asked for: model groups and aliases. Immutable. */
public final class Catalog {
    private final Map<String, Route> routes;

    /** A catalog of the given routes, by their names. */
    public Catalog(Map<String, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    /** {@return what the name stands for; empty if it is unknown} */
    public Optional<Route> route(String name) {
        return Optional.ofNullable(routes.get(name));
    }

    /** {@return all names} */
    public Collection<String> names() {
        return routes.keySet();
    }
}
