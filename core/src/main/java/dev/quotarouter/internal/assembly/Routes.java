package dev.quotarouter.internal.assembly;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quotarouter.config.Fallbacks;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Route.Detours;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a name leads: the tiers of its own group by their {@code order}, then those of its fallbacks. A deployment stands in the
 * first tier that it is of.
 *
 * <p>What the prompt is too long for leads to other fallbacks first; what a provider would not answer leads to those alone that are
 * for it. Thread-safe.
 */
final class Routes {
    // What requests bring themselves could be anything; of names that are written there are only so many.
    private static final int MOST_REMEMBERED = 1_000;

    private final ModelGroups groups;
    private final Fallbacks fallbacks;
    private final RequestFilter filter;
    private final Cache<RouteKey, Route> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    Routes(RouterConfig config, ModelGroups groups) {
        this.groups = groups;
        fallbacks = config.fallbacks();
        filter = new RequestFilter(config.tagFiltering());
    }

    /** {@return where the request may go; empty if its name is unknown} A route without deployments is one that asks too much. */
    Optional<Route> find(RouteKey key) {
        Route known = remembered.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Route> made = compose(key);
        made.ifPresent(route -> remembered.put(key, route));
        return made;
    }

    private Optional<Route> compose(RouteKey key) {
        List<String> own = List.of(key.name());
        List<String> general = key.fallbacks().orElseGet(() -> followers(key.name(), fallbacks.general()));
        if (groups.find(key.name()).isEmpty() && general.isEmpty()) {
            return Optional.empty();
        }
        // Who wants no fallbacks wants none for any reason.
        boolean goesElsewhere = key.fallbacks().isEmpty() || !general.isEmpty();
        List<String> tooLong = goesElsewhere ? followers(key.name(), fallbacks.contextWindow()) : List.of();
        List<String> blocked = goesElsewhere ? followers(key.name(), fallbacks.contentPolicy()) : List.of();
        Tiers usual = tiers(key, List.of(own, general));
        Detours detours = new Detours(
                tiers(key, List.of(own)).slots(),
                tooLong.isEmpty() ? Optional.empty() : Optional.of(route(key, List.of(own, tooLong, general))),
                blocked.isEmpty() ? Optional.empty() : Optional.of(route(key, List.of(blocked))));
        return Optional.of(usual.route(key.name(), detours));
    }

    private Route route(RouteKey key, List<List<String>> names) {
        return tiers(key, names).route(key.name(), Detours.NONE);
    }

    private Tiers tiers(RouteKey key, List<List<String>> names) {
        Tiers tiers = new Tiers();
        names.stream()
                .flatMap(List::stream)
                .distinct()
                .flatMap(name -> groups.find(name).stream())
                .forEach(group -> filter.admit(group, key).byOrder().forEach(tiers::add));
        return tiers;
    }

    /** {@return the names that follow, and those that follow them, each once, no more than so many steps away} */
    private List<String> followers(String name, Map<String, List<String>> written) {
        Map<String, Integer> found = new LinkedHashMap<>();
        follow(name, written, fallbacks.max(), found);
        found.remove(name);
        return List.copyOf(found.keySet());
    }

    // What was found on a long way may have others behind it that are near enough on a shorter one.
    private void follow(String name, Map<String, List<String>> written, int steps, Map<String, Integer> stepsLeft) {
        if (steps > 0) {
            for (String next : next(name, written)) {
                if (steps > stepsLeft.getOrDefault(next, 0)) {
                    stepsLeft.put(next, steps);
                    follow(next, written, steps - 1, stepsLeft);
                }
            }
        }
    }

    private List<String> next(String name, Map<String, List<String>> written) {
        return Stream.concat(groups.writtenAs(name).stream(), Stream.of(Fallbacks.EVERY_GROUP))
                .filter(written::containsKey)
                .findFirst()
                .map(written::get)
                .orElse(List.of());
    }
}
