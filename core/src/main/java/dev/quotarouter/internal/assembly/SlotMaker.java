package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.CooldownSettings;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.DeploymentTerms;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.TimeoutSettings;
import dev.quotarouter.internal.admission.ModelBooks;
import dev.quotarouter.internal.admission.Sizes;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Terms;
import dev.quotarouter.internal.budget.Tariff;
import dev.quotarouter.internal.cooldown.CooldownPolicy;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.dispatch.Lookups;
import dev.quotarouter.internal.load.InFlight;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.internal.name.NamePattern;
import dev.quotarouter.internal.quota.QuotaRules;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.ModelProfile;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.quota.QuotaLimits;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Makes the slot of a deployment, once whatever names it stands under, over the books of the registry. For a configuration that
 * was checked: it cannot fail. Thread-safe, as wildcards make slots when their names are asked for.
 */
final class SlotMaker {
    // Whoever lets a call go on for longer than this need not wait for it to try another.
    private static final Duration LONGEST_TRIAL = Duration.ofHours(1);

    private final RouterConfig config;
    private final Providers providers;
    private final Registry registry;
    private final DeclaredLimits limits;
    private final Map<DeploymentKey, Said> said;
    private final MoneyBooks money;
    // Guards what is below, and is not held while a provider is asked.
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<DeploymentKey, PooledSlot> made = new LinkedHashMap<>();
    private final Map<DeploymentKey, String> ids = new LinkedHashMap<>();
    private final Set<String> takenIds = new HashSet<>();
    private final Set<String> models = new HashSet<>();

    /**
     * A maker that has made none.
     *
     * @param limits what is declared of each pool
     * @param said what is said of each deployment, under all its names together
     */
    SlotMaker(
            RouterConfig config,
            Providers providers,
            Registry registry,
            DeclaredLimits limits,
            Map<DeploymentKey, Said> said) {
        this.config = config;
        this.providers = providers;
        this.registry = registry;
        this.limits = limits;
        this.said = Map.copyOf(said);
        // Ids that are written go before those that are made up.
        said.keySet().forEach(key -> key.id().ifPresent(takenIds::add));
        money = new MoneyBooks(config.budgets(), registry);
    }

    /** {@return the slot of the deployment} Its provider is there. */
    Slot slot(Deployment deployment) {
        DeploymentKey key = DeploymentKey.of(deployment);
        PooledSlot known = locked(() -> made.get(key));
        return known != null ? known.slot() : make(deployment, key, providers.require(deployment.provider()));
    }

    /** {@return whether its provider, which is there, can have such a model: wildcards are asked for whatever comes to mind} */
    boolean canCall(Deployment deployment) {
        return canCall(deployment, providers.require(deployment.provider()));
    }

    /** {@return whether the provider can have such a model} */
    static boolean canCall(Deployment deployment, ChatProvider provider) {
        try {
            provider.connect(target(deployment));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Takes note of what a deployment declares that nobody has written and that is about to be made. */
    void declare(Deployment deployment) {
        limits.of(deployment, providers.require(deployment.provider()));
    }

    /** {@return the way to the deployment's provider, for what is asked of it beside chats} */
    Lookups.Way way(Deployment deployment) {
        ChatProvider provider = providers.require(deployment.provider());
        return new Lookups.Way(
                provider.name(),
                registry.key(deployment.apiKey()),
                provider.connect(
                        NamePattern.isPattern(deployment.providerModel())
                                ? ModelListing.target(deployment)
                                : target(deployment)),
                said(deployment).timeoutsIn(config).timeout());
    }

    /** {@return all that were made, in order} */
    List<PooledSlot> all() {
        return locked(() -> List.copyOf(made.values()));
    }

    private Slot make(Deployment deployment, DeploymentKey key, ChatProvider provider) {
        Said said = said(deployment);
        DeploymentTerms terms = said.terms();
        String id = locked(() -> ids.computeIfAbsent(key, fresh -> uniqueId(key, deployment)));
        CooldownPolicy policy = cooldownPolicy(said);
        TimeoutSettings timeouts = said.timeoutsIn(config);
        Duration timeout = timeouts.timeout();
        // A trial that times out is told of before the next is let through.
        Duration trialLease = timeout.compareTo(LONGEST_TRIAL) < 0 ? timeout.plusSeconds(1) : LONGEST_TRIAL;
        PoolKey poolKey = PoolKey.of(deployment, provider);
        Gate project = registry.project(poolKey.project(), projectName(deployment));
        QuotaLimits declared = limits.of(deployment, provider);
        NamedPool pool = registry.pool(poolKey, project.name(), declared, rules(provider));
        if (deployment.project().isPresent()) {
            registry.projectIsWritten(PoolKey.ofKeyAlone(deployment, provider), pool);
        }
        ModelProfile profile = provider.profile(deployment.providerModel());
        Slot slot = new Slot(
                id,
                deployment.model(),
                provider,
                provider.connect(target(deployment)),
                registry.key(deployment.apiKey()),
                project,
                modelBooks(deployment, profile, policy, trialLease),
                pool.pool(),
                registry.circuit(key, policy, trialLease),
                timeout,
                timeouts.streamTimeout().orElse(timeout),
                new Terms(
                        pool.id(),
                        declared,
                        tariff(deployment, terms, provider),
                        money.of(deployment, id, terms.budget()),
                        Sizes.of(profile, said.maxInputTokens(), said.maxOutputTokens())),
                load(key, terms));
        // Where two were at it, one has it.
        return locked(() ->
                made.computeIfAbsent(key, fresh -> new PooledSlot(slot, pool)).slot());
    }

    private ModelBooks modelBooks(
            Deployment deployment, ModelProfile profile, CooldownPolicy policy, Duration trialLease) {
        ModelBooks books = registry.model(deployment.model(), profile, policy, trialLease);
        if (locked(() -> models.add(deployment.model()))) {
            books.follow(policy, trialLease); // As the first of its deployments says.
        }
        return books;
    }

    private CooldownPolicy cooldownPolicy(Said said) {
        CooldownSettings settings = said.cooldownsIn(config);
        return new CooldownPolicy(
                settings.cooldown(),
                settings.allowedFails(),
                ErrorClasses.byKind(settings.allowedFailsPolicy()),
                settings.maxCooldown());
    }

    private Said said(Deployment deployment) {
        return said.getOrDefault(DeploymentKey.of(deployment), Said.of(config, deployment));
    }

    private QuotaRules rules(ChatProvider provider) {
        return new QuotaRules(
                provider.quotaZone(),
                config.quota().minuteWindow(),
                config.quota().pacing());
    }

    private Load load(DeploymentKey key, DeploymentTerms terms) {
        int most = terms.maxParallelRequests()
                .orElse(config.defaultMaxParallelRequests().orElse(InFlight.UNLIMITED));
        return registry.load(
                key, most, config.latency().samples(), config.latency().life());
    }

    private String uniqueId(DeploymentKey key, Deployment deployment) {
        if (key.id().isPresent() && said.containsKey(key)) {
            return key.id().get();
        }
        String id = deployment
                .id()
                .orElse(deployment.providerModel() + "@" + deployment.apiKey().name());
        return UniqueName.of(id, ids.size() + 1, takenIds);
    }

    /** {@return what the deployment's calls cost} */
    static Tariff tariff(Deployment deployment, DeploymentTerms terms, ChatProvider provider) {
        return Tariff.of(terms.price()
                .map(ModelPrice::always)
                .or(() -> provider.price(deployment.providerModel(), deployment.tier())));
    }

    private static ProviderTarget target(Deployment deployment) {
        return new ProviderTarget(deployment.providerModel(), deployment.apiKey(), deployment.baseUrl());
    }

    private static String projectName(Deployment deployment) {
        return deployment.project().orElse(deployment.apiKey().name());
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
