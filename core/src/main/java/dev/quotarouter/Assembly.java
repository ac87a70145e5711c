package dev.quotarouter;

import dev.quotarouter.config.ConfigNotice;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.DeploymentTerms;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import dev.quotarouter.internal.admission.Catalog;
import dev.quotarouter.internal.admission.ModelBooks;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Terms;
import dev.quotarouter.internal.budget.Budget;
import dev.quotarouter.internal.budget.Budgets;
import dev.quotarouter.internal.budget.Tariff;
import dev.quotarouter.internal.cooldown.Circuit;
import dev.quotarouter.internal.cooldown.CooldownPolicy;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.load.InFlight;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.ModelProfile;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Turns a configuration into the parts that work: a slot for each deployment, and the books that slots share.
 *
 * <p>What is the same is made once: a deployment that stands under two names, the pool of a project's keys, the gate of a key
 * that opens several models. Used once, by one thread.
 */
final class Assembly {
    // Whoever lets a call go on for longer than this need not wait for it to try another.
    private static final Duration LONGEST_TRIAL = Duration.ofHours(1);

    private final RouterConfig config;
    private final Providers providers;
    private final RandomGenerator random;

    private final Map<Identity, Slot> slots = new LinkedHashMap<>();
    private final Pools pools;
    private final Map<Slot, PoolKey> poolOfSlot = new LinkedHashMap<>();
    private final Map<ApiKey, Gate> keys = new LinkedHashMap<>();
    private final Map<PoolKey.Project, Gate> projects = new LinkedHashMap<>();
    private final Map<String, ModelBooks> models = new LinkedHashMap<>();
    private final Set<String> slotIds = new HashSet<>();
    private final Map<String, Set<Slot>> groups = new LinkedHashMap<>();
    private final Map<String, Map<Slot, Double>> weights = new LinkedHashMap<>();
    private final Map<Identity, DeploymentTerms> terms = new LinkedHashMap<>();
    private final MoneyBooks money;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigNotice> notices = new ArrayList<>();

    Assembly(RouterConfig config, Providers providers, TimeSource time, RandomGenerator random) {
        this.config = config;
        this.providers = providers;
        this.random = random;
        money = new MoneyBooks(config.budgets(), time);
        pools = new Pools(config.quota(), time);
        notices.addAll(config.notices());
    }

    /** What makes a deployment the same, whatever name it is offered under. */
    private record Identity(String model, ApiKey key, Optional<URI> baseUrl, Optional<String> id) {
        static Identity of(Deployment deployment) {
            return new Identity(deployment.model(), deployment.apiKey(), deployment.baseUrl(), deployment.id());
        }
    }

    /**
     * Makes everything.
     *
     * @throws ConfigException if a deployment cannot be served
     */
    Assembly assemble() {
        Map<PoolKey, QuotaLimits> limits = new LinkedHashMap<>();
        for (Deployment deployment : config.deployments()) {
            provider(deployment).ifPresent(provider -> declareLimits(deployment, provider, limits));
            // The same deployment may say one thing under one name and another thing under the next.
            terms.merge(Identity.of(deployment), deployment.terms(), DeploymentTerms::or);
        }
        for (Deployment deployment : config.deployments()) {
            providers.find(deployment.provider()).ifPresent(provider -> add(deployment, provider, limits));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return this;
    }

    Catalog catalog() {
        Map<String, Route> routes = new LinkedHashMap<>();
        names().forEach((name, members) -> routes.put(name, new Route(name, List.of(members), weights(name))));
        return new Catalog(routes);
    }

    /** {@return every name that can be asked for, with its deployments, in the order of the configuration} */
    Map<String, List<Slot>> names() {
        Map<String, List<Slot>> names = new LinkedHashMap<>();
        groups.forEach((group, members) -> names.put(group, List.copyOf(members)));
        config.aliases().forEach((alias, targets) -> {
            Set<Slot> members = new LinkedHashSet<>();
            targets.forEach(target -> members.addAll(groups.getOrDefault(target, Set.of())));
            names.put(alias, List.copyOf(members));
        });
        return names;
    }

    /** A deployment that stands under several names may have another weight under each. */
    private Map<Slot, Double> weights(String name) {
        Map<Slot, Double> found = new LinkedHashMap<>();
        config.aliases()
                .getOrDefault(name, List.of(name))
                .forEach(group -> weights.getOrDefault(group, Map.of()).forEach(found::putIfAbsent));
        return found;
    }

    Optional<Slot> slot(Deployment deployment) {
        return Optional.ofNullable(slots.get(Identity.of(deployment)));
    }

    List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    Pools pools() {
        return pools;
    }

    String poolId(Slot slot) {
        PoolKey key = poolOfSlot.get(slot);
        return key == null ? "" : pools.id(key);
    }

    Collection<Budget> budgets() {
        return money.all();
    }

    /** {@return the names by which a usage store knows the pools: the same from start to start} */
    Map<QuotaPool, String> poolStoreNames() {
        return pools.storeNames();
    }

    /** {@return what stands before keys and projects} */
    List<Gate> gates() {
        return Stream.concat(keys.values().stream(), projects.values().stream()).toList();
    }

    /** {@return the names by which a usage store knows keys and projects} */
    Map<Gate, String> ownerStoreNames() {
        Map<Gate, String> names = new HashMap<>();
        keys.forEach((key, gate) -> names.put(gate, PoolKey.storeName(key)));
        projects.forEach((key, gate) -> names.put(gate, key.storeName()));
        return names;
    }

    List<ConfigNotice> notices() {
        return List.copyOf(notices);
    }

    private Optional<ChatProvider> provider(Deployment deployment) {
        Optional<ChatProvider> provider = providers.find(deployment.provider());
        if (provider.isEmpty()) {
            problem(
                    deployment,
                    "model",
                    "there is no provider \"" + deployment.provider() + "\"",
                    "add its module to the class path or give it to the builder");
        }
        return provider;
    }

    private void declareLimits(Deployment deployment, ChatProvider provider, Map<PoolKey, QuotaLimits> limits) {
        QuotaLimits declared = deployment.limits().orElse(tierLimits(deployment, provider));
        PoolKey key = PoolKey.of(deployment, provider);
        QuotaLimits known = limits.getOrDefault(key, QuotaLimits.UNKNOWN);
        if (differ(known.rpm(), declared.rpm())
                || differ(known.tpm(), declared.tpm())
                || differ(known.rpd(), declared.rpd())) {
            notice(
                    deployment,
                    "rpm, tpm, rpd",
                    "other limits are written elsewhere for the same project and model: it is one quota, and the smallest"
                            + " numbers hold");
        }
        limits.put(
                key,
                new QuotaLimits(
                        smaller(known.rpm(), declared.rpm()),
                        smaller(known.tpm(), declared.tpm()),
                        smaller(known.rpd(), declared.rpd())));
    }

    private QuotaLimits tierLimits(Deployment deployment, ChatProvider provider) {
        if (deployment.tier().isEmpty()) {
            return QuotaLimits.UNKNOWN;
        }
        Map<String, QuotaLimits> tiers = provider.tiers(deployment.providerModel());
        QuotaLimits limits = tiers.get(deployment.tier().get());
        if (limits == null) {
            String remedy = tiers.isEmpty()
                    ? "write rpm, tpm and rpd: no tier of this model is known"
                    : "write one of " + String.join(", ", new TreeSet<>(tiers.keySet()));
            problem(deployment, "tier", "it is not known for this model", remedy);
            return QuotaLimits.UNKNOWN;
        }
        return limits;
    }

    private void add(Deployment deployment, ChatProvider provider, Map<PoolKey, QuotaLimits> limits) {
        Slot slot = slots.computeIfAbsent(Identity.of(deployment), fresh -> slot(deployment, provider, limits));
        poolOfSlot.put(slot, PoolKey.of(deployment, provider));
        groups.computeIfAbsent(deployment.modelGroup(), fresh -> new LinkedHashSet<>())
                .add(slot);
        deployment
                .terms()
                .weight()
                .ifPresent(weight -> weights.computeIfAbsent(deployment.modelGroup(), fresh -> new LinkedHashMap<>())
                        .putIfAbsent(slot, weight));
    }

    private Slot slot(Deployment deployment, ChatProvider provider, Map<PoolKey, QuotaLimits> limits) {
        CooldownPolicy policy = new CooldownPolicy(
                deployment.cooldown().orElse(config.cooldown()),
                deployment.allowedFails().orElse(config.allowedFails()),
                ErrorClasses.byKind(config.allowedFailsPolicy()),
                config.maxCooldown());
        Duration timeout = deployment.timeout().orElse(config.timeout());
        // A trial that times out is told of before the next is let through.
        Duration trialLease = timeout.compareTo(LONGEST_TRIAL) < 0 ? timeout.plusSeconds(1) : LONGEST_TRIAL;
        ModelProfile profile = provider.profile(deployment.providerModel());
        PoolKey poolKey = PoolKey.of(deployment, provider);
        Gate project = projects.computeIfAbsent(poolKey.project(), key -> new Gate(projectName(deployment)));
        QuotaLimits known = limits.getOrDefault(poolKey, QuotaLimits.UNKNOWN);
        QuotaPool pool =
                pools.pool(poolKey, project.name(), provider.quotaZone(), known).pool();
        String id = uniqueId(deployment);
        return new Slot(
                id,
                deployment.model(),
                provider,
                provider.connect(
                        new ProviderTarget(deployment.providerModel(), deployment.apiKey(), deployment.baseUrl())),
                keys.computeIfAbsent(deployment.apiKey(), key -> new Gate(key.name())),
                project,
                models.computeIfAbsent(
                        deployment.model(), model -> new ModelBooks(profile, policy, trialLease, random)),
                pool,
                new Circuit(policy, trialLease, random),
                timeout,
                streamTimeout(deployment),
                terms(deployment, id, provider, known),
                load(written(deployment)));
    }

    private DeploymentTerms written(Deployment deployment) {
        return terms.getOrDefault(Identity.of(deployment), deployment.terms());
    }

    private Terms terms(Deployment deployment, String id, ChatProvider provider, QuotaLimits limits) {
        DeploymentTerms written = written(deployment);
        Tariff tariff = Tariff.of(written.price()
                .map(ModelPrice::always)
                .or(() -> provider.price(deployment.providerModel(), deployment.tier())));
        Budgets budgets = money.of(deployment, id, written.budget());
        if (!tariff.isKnown() && written.budget().isPresent()) {
            problem(
                    deployment,
                    "max_budget",
                    "what the model costs is not known",
                    "write input_cost_per_token and output_cost_per_token");
        } else if (!tariff.isKnown() && !budgets.isEmpty()) {
            notice(
                    deployment,
                    "input_cost_per_token",
                    "what the model costs is not known: its calls are not counted against the "
                            + budgets.all().get(0).name() + "'s budget");
        }
        return new Terms(limits, tariff, budgets);
    }

    private Load load(DeploymentTerms written) {
        OptionalInt own = written.maxParallelRequests();
        int most = own.orElse(config.defaultMaxParallelRequests().orElse(InFlight.UNLIMITED));
        return new Load(most, config.latency().samples(), config.latency().life());
    }

    private Duration streamTimeout(Deployment deployment) {
        return deployment
                .streamTimeout()
                .or(config::streamTimeout)
                .or(deployment::timeout)
                .orElse(config.timeout());
    }

    private static String projectName(Deployment deployment) {
        return deployment.project().orElse(deployment.apiKey().name());
    }

    private String uniqueId(Deployment deployment) {
        String id = deployment
                .id()
                .orElse(deployment.providerModel() + "@" + deployment.apiKey().name());
        if (deployment.id().isPresent() && slotIds.contains(id)) {
            problem(deployment, "id", "two deployments have the same id", "give each its own");
        }
        return UniqueName.of(id, slots.size() + 1, slotIds);
    }

    private static boolean differ(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent() && a.getAsLong() != b.getAsLong();
    }

    private static OptionalLong smaller(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isPresent() ? a : b;
        }
        return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }

    private void problem(Deployment deployment, String setting, String problem, String remedy) {
        problems.add(deployment
                .origin()
                .map(at -> new ConfigProblem(at.file(), at.line(), at.column(), setting, problem, remedy))
                .orElseGet(() -> new ConfigProblem("builder", 0, 0, deployment + "." + setting, problem, remedy)));
    }

    private void notice(Deployment deployment, String setting, String message) {
        notices.add(deployment
                .origin()
                .map(at -> new ConfigNotice(at.file(), at.line(), at.column(), setting, message))
                .orElseGet(() -> new ConfigNotice("builder", 0, 0, deployment + "." + setting, message)));
    }
}
