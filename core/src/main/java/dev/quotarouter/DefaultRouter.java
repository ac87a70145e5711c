package dev.quotarouter;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.RouteExplanation.DeploymentExplanation;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.internal.admission.Catalog;
import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Tried;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.dispatch.AttemptPolicy;
import dev.quotarouter.internal.dispatch.Books;
import dev.quotarouter.internal.dispatch.Dispatcher;
import dev.quotarouter.internal.dispatch.HealthChecks;
import dev.quotarouter.internal.dispatch.Lookups;
import dev.quotarouter.internal.dispatch.RetryBudget;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.routing.Refusal;
import dev.quotarouter.routing.RoutingStrategy;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** The router: looks the name up, and lets the dispatcher do the rest. */
final class DefaultRouter implements QuotaRouter {
    private final Assembly assembly;
    private final Providers providers;
    private final StoredUsage usage;
    private final Catalog catalog;
    private final Selector selector;
    private final Map<String, String> unserved;
    private final WaitingRoom waitingRoom;
    private final Dispatcher dispatcher;
    private final HealthChecks healthChecks;
    private final TimeSource time;
    private final AtomicBoolean closed = new AtomicBoolean();

    DefaultRouter(
            RouterConfig config,
            Assembly assembly,
            Providers providers,
            StoredUsage usage,
            RoutingStrategy strategy,
            TimeSource time,
            Scheduler scheduler,
            RandomGenerator random) {
        this.assembly = assembly;
        this.providers = providers;
        this.usage = usage;
        this.time = time;
        catalog = assembly.catalog();
        selector = new Selector(strategy, random);
        unserved = config.unserved();
        waitingRoom = new WaitingRoom(time, scheduler, config.maxQueueSize());
        AttemptPolicy policy = new AttemptPolicy(
                config.numRetries(),
                ErrorClasses.byKind(config.retryPolicy()),
                config.retryAfter(),
                config.requestDeadline());
        RetryBudget budget = new RetryBudget(config.retryBudget(), time.nanoTime());
        Books books = new Books(config.quota().countFailedCalls(), usage.ledger());
        dispatcher = new Dispatcher(selector, waitingRoom, policy, budget, books, time);
        healthChecks = new HealthChecks(config.healthChecks().interval(), books, waitingRoom, time, scheduler, random);
        if (config.healthChecks().background()) {
            healthChecks.start(HealthTargets.of(config, assembly::slot));
        }
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        return dispatcher.chat(request, route(request.model()));
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        Optional<Route> route = catalog.route(request.model());
        return route.isPresent()
                ? dispatcher.chatAsync(request, route.get())
                : CompletableFuture.failedFuture(unknown(request.model()));
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        return dispatcher.stream(request, route(request.model()));
    }

    @Override
    public ChatPublisher streamAsync(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        return dispatcher.publish(request, route(request.model()));
    }

    @Override
    public RouteExplanation explain(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        Route route = route(request.model());
        Demand demand = Demand.of(request);
        Tried none = new Tried();
        long now = time.epochMillis();
        Optional<Slot> chosen = selector.preview(route, demand, now);
        long at = selector.servesAt(route, demand, none, now);
        Optional<Instant> retryAt =
                chosen.isPresent() || at == QuotaPool.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
        List<Refusal> survey = selector.survey(route, demand, none, now);
        List<DeploymentExplanation> deployments = new ArrayList<>();
        for (int i = 0; i < survey.size(); i++) {
            deployments.add(explanation(route.slots().get(i), survey.get(i), demand, now));
        }
        return new RouteExplanation(
                request.model(), Instant.ofEpochMilli(now), chosen.map(Slot::id), retryAt, deployments);
    }

    @Override
    public long countTokens(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        return Lookups.countTokens(request, route(request.model()).slots());
    }

    @Override
    public List<ModelInfo> models(String provider) {
        requireNonNull(provider, "provider");
        requireOpen();
        List<Slot> slots = assembly.slots().stream()
                .filter(slot -> slot.provider().name().equals(provider))
                .toList();
        if (slots.isEmpty()) {
            throw new NoSuitableDeploymentException(
                    "no deployment is of the provider \"" + provider + "\"", List.of(), List.of());
        }
        return Lookups.models(slots);
    }

    @Override
    public RouterStatus status() {
        long now = time.epochMillis();
        Map<String, List<String>> models = new LinkedHashMap<>();
        assembly.names()
                .forEach((name, slots) ->
                        models.put(name, slots.stream().map(Slot::id).toList()));
        return new RouterStatus(
                Instant.ofEpochMilli(now),
                models,
                assembly.slots().stream().map(slot -> status(slot, now)).toList(),
                assembly.pools().status(now),
                assembly.budgets().stream()
                        .map(budget -> new BudgetStatus(budget.name(), budget.usage(now)))
                        .toList(),
                waitingRoom.size(),
                assembly.notices());
    }

    @Override
    public boolean unblock(String name) {
        requireNonNull(name, "name");
        boolean opened = false;
        for (Gate gate : assembly.gates()) {
            if (gate.name().equals(name) && gate.open()) {
                usage.ledger().unblocked(gate);
                opened = true;
            }
        }
        waitingRoom.roomMade();
        return opened;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            healthChecks.close();
            waitingRoom.close(() -> new ChatCancelledException("the router was closed", List.of()));
            usage.close();
            providers.close();
        }
    }

    private Route route(String name) {
        return catalog.route(name).orElseThrow(() -> unknown(name));
    }

    private NoSuitableDeploymentException unknown(String name) {
        String why = unserved.getOrDefault(name, "");
        String problem = why.isEmpty() ? "is not a model here" : "has no deployment here: " + why;
        return new NoSuitableDeploymentException(
                "\"" + name + "\" " + problem + "; there are " + new TreeSet<>(catalog.names()), List.of(), List.of());
    }

    private static DeploymentExplanation explanation(Slot slot, Refusal found, Demand demand, long now) {
        return new DeploymentExplanation(
                slot.id(),
                found.reason(),
                found.until(),
                found.detail(),
                slot.tokens(demand),
                slot.pool().minuteUtilization(),
                slot.pool().daySlack(now),
                slot.load().inFlight().calls(),
                known(slot.load().latency(false, now)),
                known(slot.expectedCost(demand)));
    }

    private DeploymentStatus status(Slot slot, long now) {
        Refusal found = Selector.survey(slot, Demand.least(), new Tried(), now);
        return new DeploymentStatus(
                slot.id(),
                slot.model(),
                slot.key().name(),
                assembly.poolId(slot),
                found.reason(),
                found.until(),
                found.detail(),
                slot.load().inFlight().calls(),
                heard(slot.load().heardAt()));
    }

    private static Optional<Instant> heard(long at) {
        return at == Load.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }

    private static OptionalDouble known(double number) {
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this router is closed");
        }
    }
}
