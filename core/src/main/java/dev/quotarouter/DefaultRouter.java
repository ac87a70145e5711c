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
import dev.quotarouter.event.RouterListener;
import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Tried;
import dev.quotarouter.internal.admission.WaitingRoom;
import dev.quotarouter.internal.assembly.Assembly;
import dev.quotarouter.internal.assembly.Providers;
import dev.quotarouter.internal.assembly.Registry;
import dev.quotarouter.internal.assembly.Routing;
import dev.quotarouter.internal.assembly.StoredUsage;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.dispatch.Dispatcher;
import dev.quotarouter.internal.dispatch.Lookups;
import dev.quotarouter.internal.dispatch.News;
import dev.quotarouter.internal.dispatch.Plan;
import dev.quotarouter.internal.dispatch.Plans;
import dev.quotarouter.internal.dispatch.RetryBudget;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.routing.Refusal;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The router: looks the name up, and lets the dispatcher do the rest. */
final class DefaultRouter implements QuotaRouter {
    private final Assembly assembly;
    private final Registry registry;
    private final Providers providers;
    private final StoredUsage usage;
    private final News news;
    private final RetryBudget retryBudget;
    private final WaitingRoom waitingRoom;
    private final Dispatcher dispatcher;
    private final HealthWatch healthWatch;
    private final Optional<ConfigWatch> configWatch;
    private final Function<Path, RouterConfig> reader;
    private final TimeSource time;
    // Held by the one who puts another configuration to work; chats go on meanwhile.
    private final ReentrantLock reloading = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Routing routing;

    DefaultRouter(
            Routing routing,
            Assembly assembly,
            Registry registry,
            Providers providers,
            StoredUsage usage,
            News news,
            Function<Path, RouterConfig> reader,
            TimeSource time,
            Scheduler scheduler,
            RandomGenerator random) {
        this.routing = routing;
        this.assembly = assembly;
        this.registry = registry;
        this.providers = providers;
        this.usage = usage;
        this.news = news;
        this.reader = reader;
        this.time = time;
        waitingRoom = new WaitingRoom(time, scheduler, routing.config().maxQueueSize());
        retryBudget = new RetryBudget(routing.config().retryBudget(), time.nanoTime());
        dispatcher = new Dispatcher(new CurrentPlans(), waitingRoom, retryBudget, time);
        healthWatch = new HealthWatch(waitingRoom, time, scheduler, random);
        healthWatch.follow(routing);
        configWatch = ConfigWatch.over(routing.config(), reader, this::reloadUnlessClosed, scheduler);
    }

    /** Whatever configuration is at work at the moment. */
    private final class CurrentPlans implements Plans {
        @Override
        public Plan plan(ChatRequest request) {
            return routing.plan(request);
        }

        @Override
        public Object edition() {
            return routing;
        }
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        routing.requireFallbacks(request);
        return dispatcher.chat(request);
    }

    @Override
    public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        try {
            routing.requireFallbacks(request);
            return dispatcher.chatAsync(request);
        } catch (NoSuitableDeploymentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        routing.requireFallbacks(request);
        return dispatcher.stream(request);
    }

    @Override
    public ChatPublisher streamAsync(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        routing.requireFallbacks(request);
        Plan unused = routing.plan(request); // Who asks for a name that is not there is told so here.
        return dispatcher.publish(request);
    }

    @Override
    public RouteExplanation explain(ChatRequest request) {
        requireNonNull(request, "request");
        requireOpen();
        Plan plan = routing.plan(request);
        Demand demand = Demand.of(request);
        Route route = plan.route().forPromptOf(demand);
        Selector selector = plan.selector();
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
        return Lookups.countTokens(request, routing.plan(request).route().slots());
    }

    @Override
    public List<ModelInfo> models(String provider) {
        requireNonNull(provider, "provider");
        requireOpen();
        List<Lookups.Way> ways = routing.ways(provider);
        if (ways.isEmpty()) {
            throw new NoSuitableDeploymentException(
                    "no deployment is of the provider \"" + provider + "\"", List.of(), List.of());
        }
        return Lookups.models(ways);
    }

    @Override
    public RouterStatus status() {
        return StatusReport.of(routing, waitingRoom.size(), time.epochMillis());
    }

    @Override
    public void reload(RouterConfig config) {
        requireNonNull(config, "config");
        requireOpen();
        Routing before;
        Routing next;
        reloading.lock();
        try {
            before = routing;
            next = assembly.assembleNext(config, before);
            requireOpen(); // It may have taken a while.
            retryBudget.follow(config.retryBudget());
            waitingRoom.resize(config.maxQueueSize());
            routing = next;
            healthWatch.follow(next);
        } finally {
            reloading.unlock();
        }
        waitingRoom.roomMade(); // Whoever waits looks again, by what holds now.
        news.reloaded(ids(before), ids(next), time.epochMillis());
    }

    @Override
    public boolean unblock(String name) {
        requireNonNull(name, "name");
        boolean opened = false;
        for (Gate gate : registry.gates()) {
            if (gate.name().equals(name) && gate.open()) {
                usage.ledger().unblocked(gate);
                opened = true;
            }
        }
        if (opened) {
            news.unblocked(name, time.epochMillis());
        }
        waitingRoom.roomMade();
        return opened;
    }

    @Override
    public void listen(RouterListener listener) {
        news.listeners().add(requireNonNull(listener, "listener"));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            configWatch.ifPresent(ConfigWatch::close);
            healthWatch.close();
            waitingRoom.close(() -> new ChatCancelledException("the router was closed", List.of()));
            usage.close();
            providers.close();
        }
    }

    private static Set<String> ids(Routing routing) {
        return routing.slots().stream()
                .map(each -> each.slot().id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public void reload(Path file) {
        requireNonNull(file, "file");
        requireOpen();
        reload(reader.apply(file));
    }

    private void reloadUnlessClosed(RouterConfig config) {
        if (!closed.get()) {
            reload(config);
        }
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

    private static OptionalDouble known(double number) {
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this router is closed");
        }
    }
}
