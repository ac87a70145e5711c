package dev.quotarouter.internal.assembly;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.RoutingOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All of a request that decides where it may go. */
record RouteKey(String name, Optional<List<String>> fallbacks, Set<String> tags, Optional<String> region) {
    static RouteKey of(ChatRequest request) {
        RoutingOptions options = request.routing();
        return new RouteKey(request.model(), options.fallbacks(), options.tags(), options.region());
    }

    /** {@return whether the name alone decides} */
    static boolean isPlain(ChatRequest request) {
        RoutingOptions options = request.routing();
        return options.fallbacks().isEmpty()
                && options.tags().isEmpty()
                && options.region().isEmpty();
    }

    static RouteKey plain(String name) {
        return new RouteKey(name, Optional.empty(), Set.of(), Optional.empty());
    }
}
