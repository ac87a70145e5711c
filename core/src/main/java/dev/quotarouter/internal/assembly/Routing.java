package dev.quotarouter.internal.assembly;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.ConfigNotice;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.assembly.ModelGroup.Member;
import dev.quotarouter.internal.budget.Budget;
import dev.quotarouter.internal.dispatch.AttemptPolicy;
import dev.quotarouter.internal.dispatch.Books;
import dev.quotarouter.internal.dispatch.HealthChecks;
import dev.quotarouter.internal.dispatch.Lookups;
import dev.quotarouter.internal.dispatch.Plan;
import dev.quotarouter.internal.name.NamePattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A configuration at work: the names that can be asked for and where they lead, over books that outlive it. Thread-safe; it
 * changes only in that wildcards catch names.
 */
public final class Routing {
    private final RouterConfig config;
    private final SlotMaker slots;
    private final ModelGroups groups;
    private final Routes routes;
    private final AttemptPolicy policy;
    // Of the names that are written and most requests ask for, so that nothing is made for each.
    private final Map<String, Plan> plans;
    private final Selector selector;
    private final Books books;
    private final List<Lookups.Way> ways;
    private final List<HealthChecks.Target> healthTargets;
    private final List<ConfigNotice> notices;

    Routing(
            RouterConfig config,
            SlotMaker slots,
            ModelGroups groups,
            Selector selector,
            Books books,
            List<Lookups.Way> ways,
            List<HealthChecks.Target> healthTargets,
            List<ConfigNotice> notices) {
        this.config = config;
        this.slots = slots;
        this.groups = groups;
        this.routes = new Routes(config, groups);
        this.policy = policy(config);
        this.selector = selector;
        this.books = books;
        this.ways = List.copyOf(ways);
        this.healthTargets = List.copyOf(healthTargets);
        this.plans = plans();
        this.notices =
                Stream.concat(config.notices().stream(), notices.stream()).toList();
    }

    /** {@return what is at work} */
    public RouterConfig config() {
        return config;
    }

    /**
     * {@return how the request is served}
     *
     * @throws NoSuitableDeploymentException if nothing here goes by its name, or nothing of that name is as it asks
     */
    public Plan plan(ChatRequest request) {
        Plan known = RouteKey.isPlain(request) ? plans.get(request.model()) : null;
        return known != null ? known : plan(RouteKey.of(request));
    }

    /**
     * Sees to it that the fallbacks which the request brings itself can be asked.
     *
     * @throws NoSuitableDeploymentException if nothing here goes by the name of one
     */
    public void requireFallbacks(ChatRequest request) {
        request.routing().fallbacks().orElse(List.of()).forEach(name -> {
            if (!groups.isKnown(name)) {
                throw unknown(name);
            }
        });
    }

    private Plan plan(RouteKey key) {
        Route route = routes.find(key).orElseThrow(() -> unknown(key.name()));
        if (route.slots().isEmpty()) {
            throw nobodyAsAsked(key);
        }
        return new Plan(this, route, selector, policy, config.defaultPriority(), books);
    }

    private static AttemptPolicy policy(RouterConfig config) {
        return new AttemptPolicy(
                config.numRetries(),
                ErrorClasses.byKind(config.retryPolicy()),
                config.retryAfter(),
                config.requestDeadline());
    }

    private Map<String, Plan> plans() {
        Map<String, Plan> made = new LinkedHashMap<>();
        for (String name : groups.names()) {
            if (NamePattern.isPattern(name)) {
                continue;
            }
            routes.find(RouteKey.plain(name))
                    .filter(route -> !route.slots().isEmpty())
                    .ifPresent(route ->
                            made.put(name, new Plan(this, route, selector, policy, config.defaultPriority(), books)));
        }
        return Map.copyOf(made);
    }

    /** {@return every name that can be listed, with its deployments, in the order of the configuration} */
    public Map<String, List<Slot>> names() {
        Map<String, List<Slot>> names = new LinkedHashMap<>();
        for (String name : groups.names()) {
            if (!config.hiddenNames().contains(name)) {
                names.put(
                        name,
                        groups.membersOf(name).members().stream()
                                .map(Member::slot)
                                .toList());
            }
        }
        return names;
    }

    /** {@return every deployment, those that wildcards have made so far included, with its pool} */
    public List<PooledSlot> slots() {
        return slots.all();
    }

    /** {@return the budgets that deployments are paid from} */
    public List<Budget> budgets() {
        return slots.all().stream()
                .flatMap(each -> each.slot().terms().budgets().all().stream())
                .distinct()
                .toList();
    }

    /** {@return the ways to the provider of the name} */
    public List<Lookups.Way> ways(String provider) {
        return ways.stream().filter(way -> way.provider().equals(provider)).toList();
    }

    /** {@return the names that wildcards have caught so far} */
    Set<String> caughtNames(long now) {
        return groups.caught(now);
    }

    /** {@return whoever chooses among those with room} */
    public Selector selector() {
        return selector;
    }

    /** {@return where attempts are written down} */
    public Books books() {
        return books;
    }

    /** {@return what background health checks look after} */
    public List<HealthChecks.Target> healthTargets() {
        return healthTargets;
    }

    /** {@return what is worth a word, but no mistake} */
    public List<ConfigNotice> notices() {
        return notices;
    }

    private NoSuitableDeploymentException unknown(String name) {
        String why = config.unserved().getOrDefault(name, "");
        String problem = why.isEmpty() ? "is not a model here" : "has no deployment here: " + why;
        Set<String> listed = new TreeSet<>(groups.names());
        listed.removeAll(config.hiddenNames());
        return new NoSuitableDeploymentException(
                "\"" + name + "\" " + problem + "; there are " + listed, List.of(), List.of());
    }

    private static NoSuitableDeploymentException nobodyAsAsked(RouteKey key) {
        String tags = key.tags().isEmpty() ? "" : " with the tags " + new TreeSet<>(key.tags());
        String region = key.region().map(name -> " in the region " + name).orElse("");
        return new NoSuitableDeploymentException(
                "\"" + key.name() + "\" has no deployment" + tags + region, List.of(), List.of());
    }
}
