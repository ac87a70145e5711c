package dev.quotarouter.simulation;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.simulator.GeminiBooks;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.GeminiSimulatorBuilder;
import dev.quotarouter.simulator.Limits;
import dev.quotarouter.simulator.MinuteRule;
import dev.quotarouter.simulator.RetryHint;
import dev.quotarouter.simulator.SimulatedModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is true of the simulated Gemini, whatever the router was told. Keys go by their names: no secret comes here.
 *
 * @param projects the project of each key
 * @param pools what each project may use of each model
 * @param minuteRule how a minute is counted
 * @param retryHint what a refusal says about when to come back
 * @param failedCallsCount whether a call that fails with a server error uses quota
 * @param refusedCallsCount whether a refused call uses quota
 */
public record Truth(
        Map<String, String> projects,
        List<TruePool> pools,
        MinuteRule minuteRule,
        RetryHint retryHint,
        boolean failedCallsCount,
        boolean refusedCallsCount) {
    /** Copies map and list. */
    public Truth {
        projects = Collections.unmodifiableMap(new LinkedHashMap<>(projects));
        pools = List.copyOf(pools);
    }

    /**
     * {@return a Gemini of which everything that the configuration says is true}
     *
     * @param assumedTier the tier whose limits hold where the configuration says nothing; the router is not told
     * @throws UnknownLimitsException if there are deployments of which nothing is said
     */
    public static Truth of(RouterConfig config, ChatProvider provider, Optional<String> assumedTier) {
        Map<String, String> projects = new LinkedHashMap<>();
        Map<String, TruePool> pools = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (Deployment deployment : config.deployments()) {
            String project = DeclaredLimits.project(deployment);
            projects.put(deployment.apiKey().name(), project);
            QuotaLimits limits = DeclaredLimits.of(deployment, provider, assumedTier);
            if (limits.rpm().isEmpty() && limits.rpd().isEmpty()) {
                unknown.add(deployment.model());
            }
            String model = provider.profile(deployment.providerModel()).baseModel();
            TruePool pool = new TruePool(
                    project,
                    model,
                    List.of(deployment.providerModel()),
                    new Limits(limits.rpm(), limits.tpm(), limits.rpd()));
            pools.merge(pool.id(), pool, Truth::joined);
        }
        if (!unknown.isEmpty()) {
            throw new UnknownLimitsException(unknown);
        }
        requireNamesOfTheirOwn(config);
        return new Truth(projects, List.copyOf(pools.values()), MinuteRule.ROLLING, RetryHint.EXACT, true, false);
    }

    /** {@return the same with other limits} */
    public Truth limits(UnaryOperator<Limits> change) {
        List<TruePool> changed = pools.stream()
                .map(pool -> pool.with(change.apply(pool.limits())))
                .toList();
        return new Truth(projects, changed, minuteRule, retryHint, failedCallsCount, refusedCallsCount);
    }

    /** {@return the same with minutes counted otherwise} */
    public Truth minuteRule(MinuteRule rule) {
        return new Truth(projects, pools, rule, retryHint, failedCallsCount, refusedCallsCount);
    }

    /** {@return the same with other words in its refusals} */
    public Truth retryHint(RetryHint hint) {
        return new Truth(projects, pools, minuteRule, hint, failedCallsCount, refusedCallsCount);
    }

    /** {@return the same where failed calls count or do not} */
    public Truth failedCallsCount(boolean count) {
        return new Truth(projects, pools, minuteRule, retryHint, count, refusedCallsCount);
    }

    /** {@return the same where all these keys are keys of one project, with the quota of one} */
    public Truth sharedBy(List<String> keys, String project) {
        Map<String, String> shared = new LinkedHashMap<>(projects);
        keys.forEach(key -> shared.put(key, project));
        Set<String> left = new LinkedHashSet<>(shared.values());
        List<TruePool> remaining =
                pools.stream().filter(pool -> left.contains(pool.project())).toList();
        return new Truth(shared, remaining, minuteRule, retryHint, failedCallsCount, refusedCallsCount);
    }

    /** {@return the books of this Gemini, all empty} */
    GeminiBooks open(InstantSource clock) {
        GeminiSimulatorBuilder gemini = GeminiSimulator.builder()
                .clock(clock)
                .minuteRule(minuteRule)
                .retryHint(retryHint)
                .failedCallsCount(failedCallsCount)
                .refusedCallsCount(refusedCallsCount);
        projects.forEach((key, project) -> gemini.project(project, its -> its.key(key)));
        new LinkedHashSet<>(projects.values())
                .forEach(project -> gemini.project(project, its -> its.key(othersKey(project))));
        for (TruePool pool : pools) {
            for (String name : pool.names()) {
                gemini.project(pool.project(), its -> its.model(model(name, pool.model()), pool.limits()));
            }
        }
        return gemini.books();
    }

    /** {@return the pool that calls with the key to the model draw from} */
    TruePool pool(String key, String baseModel) {
        String project = projects.getOrDefault(key, "");
        return pools.stream()
                .filter(pool -> pool.project().equals(project) && pool.model().equals(baseModel))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " opens no " + baseModel));
    }

    /** {@return the key with which others call who share the project} */
    static String othersKey(String project) {
        return "others of " + project;
    }

    private static TruePool joined(TruePool one, TruePool other) {
        List<String> names = new ArrayList<>(one.names());
        other.names().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return new TruePool(one.project(), one.model(), names, DeclaredLimits.smaller(one.limits(), other.limits()));
    }

    private static SimulatedModel model(String name, String baseModel) {
        SimulatedModel usual = SimulatedModel.named(name);
        return new SimulatedModel(name, baseModel, usual.inputTokenLimit(), usual.outputTokenLimit(), usual.features());
    }

    private static void requireNamesOfTheirOwn(RouterConfig config) {
        Map<String, ApiKey> named = new LinkedHashMap<>();
        for (Deployment deployment : config.deployments()) {
            ApiKey key = deployment.apiKey();
            ApiKey other = named.putIfAbsent(key.name(), key);
            if (other != null && !other.equals(key)) {
                throw new IllegalArgumentException("two keys are called " + key.name() + ": the simulation needs a name"
                        + " for each; write them as variables, such as os.environ/GEMINI_KEY_1");
            }
        }
    }
}
