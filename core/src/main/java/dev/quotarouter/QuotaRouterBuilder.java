package dev.quotarouter;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.config.BudgetSettings;
import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.ErrorClass;
import dev.quotarouter.config.Fallbacks;
import dev.quotarouter.config.GroupTerms;
import dev.quotarouter.config.HealthCheckSettings;
import dev.quotarouter.config.LatencySettings;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.RouterConfigBuilder;
import dev.quotarouter.config.RoutingStrategyName;
import dev.quotarouter.config.TagFiltering;
import dev.quotarouter.event.RouterListener;
import dev.quotarouter.internal.assembly.Assembly;
import dev.quotarouter.internal.assembly.Providers;
import dev.quotarouter.internal.assembly.Registry;
import dev.quotarouter.internal.assembly.Routing;
import dev.quotarouter.internal.assembly.StoredUsage;
import dev.quotarouter.internal.dispatch.Listeners;
import dev.quotarouter.internal.dispatch.News;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.quota.MinuteWindow;
import dev.quotarouter.routing.RoutingStrategy;
import dev.quotarouter.secret.SecretSource;
import dev.quotarouter.store.UsageStore;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link QuotaRouter} is made of. Not thread-safe. A later value replaces an earlier one; lists grow. */
public final class QuotaRouterBuilder {
    private final List<ChatProvider> providers = new ArrayList<>();
    private final List<RouterListener> listeners = new ArrayList<>();
    private ConfigReader reader = ConfigReader.create();
    private RouterConfigBuilder config = RouterConfig.builder();
    private Optional<UsageStore> store = Optional.empty();
    private @Nullable RoutingStrategy strategy;
    private TimeSource time = TimeSource.system();
    private Scheduler scheduler = Scheduler.system();
    // A new look-up at each draw: the generator of one thread must not be handed to another.
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

    QuotaRouterBuilder() {}

    /** Replaces everything that was configured so far by the given configuration, which can then be added to. */
    public QuotaRouterBuilder config(RouterConfig config) {
        this.config = config.toBuilder();
        return this;
    }

    /**
     * Replaces everything that was configured so far by what the file says. Models of providers that were neither given before
     * nor are found are noted in {@link RouterStatus#notices()} and left out. Secrets come from the sources given before.
     *
     * @throws dev.quotarouter.error.ConfigException if the file cannot be read or has mistakes
     */
    public QuotaRouterBuilder config(Path file) {
        Providers known = new Providers(providers);
        try {
            return config(reader.providers(known::has).read(file));
        } finally {
            known.close();
        }
    }

    /** Adds a provider; it goes before one of the same name that would be found. It stays the caller's, who closes it. */
    public QuotaRouterBuilder provider(ChatProvider provider) {
        providers.add(requireNonNull(provider, "provider"));
        return this;
    }

    /**
     * Adds a place where the secrets of files are looked up that are read from now on; it goes before one with the same scheme.
     * The environment, files and system properties are there without it.
     */
    public QuotaRouterBuilder secrets(SecretSource source) {
        reader = reader.secrets(source);
        return this;
    }

    /** Adds a deployment. */
    public QuotaRouterBuilder deployment(Deployment deployment) {
        config.deployment(deployment);
        return this;
    }

    /** Gives one or more model groups another name: a request for it may go to all of their deployments. */
    public QuotaRouterBuilder alias(String alias, String... modelGroups) {
        config.alias(alias, modelGroups);
        return this;
    }

    /** Has a name answered but not listed: an alias, or a model group. */
    public QuotaRouterBuilder hide(String name) {
        config.hide(name);
        return this;
    }

    /** Sets what to ask when a model group could not serve; nothing unless set. */
    public QuotaRouterBuilder fallbacks(Fallbacks fallbacks) {
        config.fallbacks(fallbacks);
        return this;
    }

    /** Sets whether the tags of a request choose among the deployments; they do not unless set. */
    public QuotaRouterBuilder tagFiltering(TagFiltering filtering) {
        config.tagFiltering(filtering);
        return this;
    }

    /** Sets what holds for the deployments of a model group that do not say it themselves. */
    public QuotaRouterBuilder group(String modelGroup, GroupTerms terms) {
        config.group(modelGroup, terms);
        return this;
    }

    /** Sets how many attempts may follow the first, failovers included; 2 unless set. */
    public QuotaRouterBuilder numRetries(int retries) {
        config.numRetries(retries);
        return this;
    }

    /**
     * Sets how many attempts may go to a deployment that has failed in this way. Unless set: 1 after a full minute or a reply
     * that could not be read, where nobody else can serve in time; 0 for all else.
     */
    public QuotaRouterBuilder retries(ErrorClass error, int retries) {
        config.retries(error, retries);
        return this;
    }

    /**
     * Sets how many attempts the whole router may add after failures that an outage can cause: this share of the requests of
     * the last minute, besides the twenty a minute that it may always add; 0.2 unless set.
     */
    public QuotaRouterBuilder retryBudget(double share) {
        config.retryBudget(share);
        return this;
    }

    /** Sets how long to wait before a deployment that has failed is asked again; zero unless set. */
    public QuotaRouterBuilder retryAfter(Duration duration) {
        config.retryAfter(duration);
        return this;
    }

    /** Sets how long one attempt may take; 60 seconds unless set. */
    public QuotaRouterBuilder timeout(Duration timeout) {
        config.timeout(timeout);
        return this;
    }

    /** Sets how long a stream may be silent, before its first chunk and between chunks; the time-out unless set. */
    public QuotaRouterBuilder streamTimeout(Duration timeout) {
        config.streamTimeout(timeout);
        return this;
    }

    /** Sets how long a whole request may take whose caller says nothing; attempts × time-out unless set. */
    public QuotaRouterBuilder requestDeadline(Duration deadline) {
        config.requestDeadline(deadline);
        return this;
    }

    /** Sets the first cooldown after failures whose end is not known; 30 seconds unless set, zero for none. */
    public QuotaRouterBuilder cooldown(Duration cooldown) {
        config.cooldown(cooldown);
        return this;
    }

    /** Sets the longest cooldown; 30 minutes unless set. A first cooldown that is longer stays as it is. */
    public QuotaRouterBuilder maxCooldown(Duration cooldown) {
        config.maxCooldown(cooldown);
        return this;
    }

    /** Sets how many failures in a row a deployment may have before it cools down; 1 unless set. */
    public QuotaRouterBuilder allowedFails(int fails) {
        config.allowedFails(fails);
        return this;
    }

    /** Sets how many such errors a deployment may have before it cools down; as for all others unless set. */
    public QuotaRouterBuilder allowedFails(ErrorClass error, int fails) {
        config.allowedFails(error, fails);
        return this;
    }

    /** Sets whether nobody ever cools down, whatever else is said; false unless set. */
    public QuotaRouterBuilder disableCooldowns(boolean never) {
        config.disableCooldowns(never);
        return this;
    }

    /** Sets the place in the queue of a request that names none: lower goes first; 0 unless set. */
    public QuotaRouterBuilder defaultPriority(int priority) {
        config.defaultPriority(priority);
        return this;
    }

    /** Sets how many requests may wait for room at once, for each name that can be asked for; 1,000 unless set. */
    public QuotaRouterBuilder maxQueueSize(int requests) {
        config.maxQueueSize(requests);
        return this;
    }

    /** Sets how many calls of a deployment may be under way that says nothing of its own; any number unless set. */
    public QuotaRouterBuilder defaultMaxParallelRequests(int calls) {
        config.defaultMaxParallelRequests(calls);
        return this;
    }

    /** Sets how the provider is taken to count a minute; rolling, which is safe whatever it does, unless set. */
    public QuotaRouterBuilder minuteWindow(MinuteWindow window) {
        config.minuteWindow(window);
        return this;
    }

    /** Sets whether a call counts that the provider answered with an error; true, which is safe, unless set. */
    public QuotaRouterBuilder countFailedCalls(boolean count) {
        config.countFailedCalls(count);
        return this;
    }

    /** Sets whether a day's requests are spread over its hours, so that none is spent at nine; false unless set. */
    public QuotaRouterBuilder pacing(boolean spread) {
        config.pacing(spread);
        return this;
    }

    /** Sets which of the strategies there are orders the deployments that have room; by usage unless set. */
    public QuotaRouterBuilder strategy(RoutingStrategyName name) {
        config.routingStrategy(name);
        this.strategy = null;
        return this;
    }

    /** Sets how much money providers and models may cost; any unless set. */
    public QuotaRouterBuilder budgets(BudgetSettings settings) {
        config.budgets(settings);
        return this;
    }

    /** Sets whether and how the router looks after deployments it has not heard of; it does not unless set. It costs no quota. */
    public QuotaRouterBuilder healthChecks(HealthCheckSettings settings) {
        config.healthChecks(settings);
        return this;
    }

    /** Sets how latency-based routing judges deployments; {@link LatencySettings#DEFAULT} unless set. */
    public QuotaRouterBuilder latency(LatencySettings settings) {
        config.latency(settings);
        return this;
    }

    /**
     * Sets how often to look whether the file that the configuration was read from, or one that it includes, has changed: then
     * it is read again and put to work as by {@link QuotaRouter#reload}, without what code has added. It never is unless set.
     * The look reads files on a thread of the scheduler.
     */
    public QuotaRouterBuilder watchInterval(Duration interval) {
        config.watchInterval(interval);
        return this;
    }

    /** Has usage kept in memory alone, whatever the configuration says or was said before. */
    public QuotaRouterBuilder usageInMemory() {
        config.usageInMemory();
        store = Optional.empty();
        return this;
    }

    /**
     * Has usage, learned limits and blocks kept in a file from start to start. The router opens and closes it; another router
     * cannot use it meanwhile.
     *
     * @param file where it is, or will be; its directory exists
     */
    public QuotaRouterBuilder usageFile(Path file) {
        config.usageFile(file);
        return this;
    }

    /**
     * Has usage, learned limits and blocks kept in a store; it goes before a file. Foreign code: it is called with no lock held,
     * on the thread that makes the call. It stays the caller's, who closes it after the router.
     */
    public QuotaRouterBuilder usageStore(UsageStore store) {
        this.store = Optional.of(store);
        return this;
    }

    /** Sets who orders the deployments with room, whatever the configuration names. Foreign code: called with no lock held. */
    public QuotaRouterBuilder strategy(RoutingStrategy strategy) {
        this.strategy = requireNonNull(strategy, "strategy");
        return this;
    }

    /** Adds one who is told what happens. Foreign code: it is called with no lock held. */
    public QuotaRouterBuilder listener(RouterListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
        return this;
    }

    /** Sets the clocks; for tests and simulations. */
    public QuotaRouterBuilder time(TimeSource time) {
        this.time = requireNonNull(time, "time");
        return this;
    }

    /** Sets how the router waits; for tests and simulations. It stays the caller's. */
    public QuotaRouterBuilder scheduler(Scheduler scheduler) {
        this.scheduler = requireNonNull(scheduler, "scheduler");
        return this;
    }

    /** Sets the source of chance, which must be thread-safe; for tests and simulations. */
    public QuotaRouterBuilder random(RandomGenerator random) {
        this.random = requireNonNull(random, "random");
        return this;
    }

    /**
     * {@return the router}
     *
     * @throws dev.quotarouter.error.ConfigException if there is no deployment, or one cannot be served: every mistake in one
     *     report; or if the usage store cannot be opened or read
     */
    public QuotaRouter build() {
        RouterConfig complete = config.build();
        Providers known = new Providers(providers);
        ConfigReader again = reader.providers(known::has);
        Optional<StoredUsage> usage = Optional.empty();
        try {
            usage = Optional.of(StoredUsage.open(store, complete.usageFile()));
            Registry registry = new Registry(time, random);
            News news = new News(new Listeners(listeners));
            Assembly assembly =
                    new Assembly(known, registry, usage.get(), news, Optional.ofNullable(strategy), time, random);
            Routing routing = assembly.assembleFirst(complete);
            return new DefaultRouter(
                    routing, assembly, registry, known, usage.get(), news, again::read, time, scheduler, random);
        } catch (RuntimeException e) {
            usage.ifPresent(StoredUsage::close); // There is no router that could.
            known.close();
            throw e;
        }
    }
}
