package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.quota.MinuteWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Collects a configuration. The last word wins. Not thread-safe. */
public final class RouterConfigBuilder extends TermsBuilder<RouterConfigBuilder> {
    final List<Deployment> deployments = new ArrayList<>();
    final Map<String, List<String>> aliases = new LinkedHashMap<>();
    final Set<String> hiddenNames = new LinkedHashSet<>();
    final Map<String, String> unserved = new LinkedHashMap<>();
    final Map<String, GroupTerms> groups = new LinkedHashMap<>();
    final List<ConfigNotice> notices = new ArrayList<>();
    final List<Path> files = new ArrayList<>();
    Fallbacks fallbacks = Fallbacks.NONE;
    RoutingStrategyName routingStrategy = RoutingStrategyName.USAGE_BASED_ROUTING_V2;
    LatencySettings latency = LatencySettings.DEFAULT;
    TagFiltering tagFiltering = TagFiltering.OFF;
    OptionalInt defaultMaxParallelRequests = OptionalInt.empty();
    BudgetSettings budgets = BudgetSettings.NONE;
    RetrySettings retrySettings = RetrySettings.DEFAULT;
    CooldownSettings cooldownSettings = CooldownSettings.DEFAULT;
    TimeoutSettings timeoutSettings = TimeoutSettings.DEFAULT;
    int maxQueueSize = 1_000;
    int defaultPriority;
    HealthCheckSettings healthChecks = HealthCheckSettings.DEFAULT;
    QuotaSettings quota = QuotaSettings.DEFAULT;
    Optional<Path> usageFile = Optional.empty();
    Optional<Duration> watchInterval = Optional.empty();
    Optional<ApiKey> masterKey = Optional.empty();
    Optional<Path> source = Optional.empty();

    RouterConfigBuilder() {}

    RouterConfigBuilder(RouterConfig config) {
        deployments.addAll(config.deployments());
        aliases.putAll(config.aliases());
        hiddenNames.addAll(config.hiddenNames());
        unserved.putAll(config.unserved());
        groups.putAll(config.groups());
        notices.addAll(config.notices());
        files.addAll(config.files());
        fallbacks = config.fallbacks();
        routingStrategy = config.routingStrategy();
        latency = config.latency();
        tagFiltering = config.tagFiltering();
        defaultMaxParallelRequests = config.defaultMaxParallelRequests();
        budgets = config.budgets();
        retrySettings = config.retries();
        cooldownSettings = config.cooldowns();
        timeoutSettings = config.timeouts();
        maxQueueSize = config.maxQueueSize();
        defaultPriority = config.defaultPriority();
        healthChecks = config.healthChecks();
        quota = config.quota();
        usageFile = config.usageFile();
        watchInterval = config.watchInterval();
        masterKey = config.masterKey();
        source = config.source();
    }

    @Override
    RouterConfigBuilder self() {
        return this;
    }

    /** Adds a deployment. */
    public RouterConfigBuilder deployment(Deployment deployment) {
        deployments.add(requireNonNull(deployment, "deployment"));
        return this;
    }

    /**
     * Gives one or more model groups (or aliases) another name.
     *
     * @throws IllegalArgumentException if a name is blank, or no model group is given
     */
    public RouterConfigBuilder alias(String alias, String... modelGroups) {
        return alias(alias, List.of(modelGroups));
    }

    /**
     * Gives one or more model groups (or aliases) another name.
     *
     * @throws IllegalArgumentException if a name is blank, or no model group is given
     */
    public RouterConfigBuilder alias(String alias, List<String> modelGroups) {
        if (modelGroups.isEmpty()) {
            throw new IllegalArgumentException("an alias must stand for at least one model group");
        }
        modelGroups.forEach(group -> Require.notBlank("a model group", group));
        aliases.put(Require.notBlank("an alias", alias), List.copyOf(modelGroups));
        return this;
    }

    /** Has a name answered but not listed: an alias, or a model group. */
    public RouterConfigBuilder hide(String name) {
        hiddenNames.add(Require.notBlank("a hidden name", name));
        return this;
    }

    /** Sets the key that a program in front of the router lets callers in by; the router itself has no use for it. */
    public RouterConfigBuilder masterKey(ApiKey key) {
        masterKey = Optional.of(key);
        return this;
    }

    /** Sets how deployments with room are ordered. */
    public RouterConfigBuilder routingStrategy(RoutingStrategyName name) {
        routingStrategy = requireNonNull(name, "name");
        return this;
    }

    /** Sets how latency is judged. */
    public RouterConfigBuilder latency(LatencySettings settings) {
        latency = requireNonNull(settings, "settings");
        return this;
    }

    /** Sets whether the tags of a request choose among the deployments. */
    public RouterConfigBuilder tagFiltering(TagFiltering filtering) {
        tagFiltering = requireNonNull(filtering, "filtering");
        return this;
    }

    /** Sets how many calls of a deployment may be under way that says nothing of its own; at least 1. */
    public RouterConfigBuilder defaultMaxParallelRequests(int calls) {
        defaultMaxParallelRequests = OptionalInt.of(Require.positive("defaultMaxParallelRequests", calls));
        return this;
    }

    /** Sets how much money providers and models may cost. */
    public RouterConfigBuilder budgets(BudgetSettings settings) {
        budgets = requireNonNull(settings, "settings");
        return this;
    }

    /** Sets how long a whole request may take, waiting included; more than zero. */
    public RouterConfigBuilder requestDeadline(Duration duration) {
        timeoutSettings = timeoutSettings.withRequestDeadline(duration);
        return this;
    }

    /** Sets how many attempts the router may add after failures, for each request of the last minute; zero or more. */
    public RouterConfigBuilder retryBudget(double share) {
        retrySettings = retrySettings.withRetryBudget(share);
        return this;
    }

    /** Sets the longest cooldown; a first one that is longer stays as it is. */
    public RouterConfigBuilder maxCooldown(Duration duration) {
        cooldownSettings = cooldownSettings.withMaxCooldown(duration);
        return this;
    }

    /** Sets whether nobody ever cools down, whatever else is said; false unless set. */
    public RouterConfigBuilder disableCooldowns(boolean never) {
        cooldownSettings = cooldownSettings.withDisabled(never);
        return this;
    }

    /**
     * Sets what holds for a model group where its deployments do not say it themselves.
     *
     * @param name the model group; for retries also an alias, which then holds for requests for it
     * @param terms what holds
     */
    public RouterConfigBuilder group(String name, GroupTerms terms) {
        groups.put(Require.notBlank("the model group", name), requireNonNull(terms, "terms"));
        return this;
    }

    /** Sets how many requests may wait for room at once, for each name that can be asked for; zero for none. */
    public RouterConfigBuilder maxQueueSize(int requests) {
        maxQueueSize = Require.notNegative("maxQueueSize", requests);
        return this;
    }

    /** Sets the place in the queue of a request that names none: lower goes first. */
    public RouterConfigBuilder defaultPriority(int priority) {
        defaultPriority = priority;
        return this;
    }

    /** Sets how often to look whether one of the files has changed that the configuration was read from; zero for never. */
    public RouterConfigBuilder watchInterval(Duration interval) {
        watchInterval =
                Optional.of(Require.notNegative("the watch interval", interval)).filter(time -> !time.isZero());
        return this;
    }

    /** Has usage kept in memory alone, whatever was said before. */
    public RouterConfigBuilder usageInMemory() {
        usageFile = Optional.empty();
        return this;
    }

    /**
     * Has usage kept in a file from start to start; for one router at a time.
     *
     * @param file where it is, or will be; its directory exists
     */
    public RouterConfigBuilder usageFile(Path file) {
        usageFile = Optional.of(file);
        return this;
    }

    /** Sets what to ask when a model group could not serve. */
    public RouterConfigBuilder fallbacks(Fallbacks value) {
        fallbacks = requireNonNull(value, "value");
        return this;
    }

    RouterConfigBuilder unserved(String name, String reason) {
        unserved.put(name, reason);
        return this;
    }

    RouterConfigBuilder source(Path file) {
        source = Optional.of(file);
        return this;
    }

    RouterConfigBuilder file(Path file) {
        files.add(file);
        return this;
    }

    /** Sets how the provider is taken to count a minute; rolling unless set. */
    public RouterConfigBuilder minuteWindow(MinuteWindow window) {
        quota = quota.minuteWindow(window);
        return this;
    }

    /** Sets whether a call counts that the provider answered with an error; true unless set. */
    public RouterConfigBuilder countFailedCalls(boolean count) {
        quota = quota.countFailedCalls(count);
        return this;
    }

    /** Sets whether a day's requests are spread over its hours; false unless set. */
    public RouterConfigBuilder pacing(boolean spread) {
        quota = quota.pacing(spread);
        return this;
    }

    /** Sets whether and how the router looks after deployments it has not heard of. */
    public RouterConfigBuilder healthChecks(HealthCheckSettings settings) {
        healthChecks = requireNonNull(settings, "settings");
        return this;
    }

    /** Adds something that was accepted without effect. */
    public RouterConfigBuilder notice(ConfigNotice notice) {
        notices.add(requireNonNull(notice, "notice"));
        return this;
    }

    /**
     * Makes the configuration.
     *
     * @throws ConfigException if there is no deployment, or an alias stands for nothing, for itself, or has the name of
     *     a model group, or a hidden name is neither
     */
    public RouterConfig build() {
        List<ConfigProblem> problems = new ArrayList<>();
        if (deployments.isEmpty()) {
            problems.add(problem("deployments", "there is none", "add at least one deployment"));
        }
        Set<String> names = new LinkedHashSet<>();
        deployments.forEach(deployment -> names.add(deployment.modelGroup()));
        Map<String, List<String>> resolved = new Aliases(new GroupNames(names), aliases)
                .resolve((alias, mistake, remedy) ->
                        problems.add(problem("alias " + Shown.name(alias), mistake, remedy)));
        for (String name : hiddenNames) {
            if (!names.contains(name) && !aliases.containsKey(name)) {
                problems.add(problem("hidden name " + Shown.name(name), "there is no such name", "hide an alias"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new RouterConfig(this, resolved);
    }

    private static ConfigProblem problem(String setting, String problem, String remedy) {
        return new ConfigProblem("builder", 0, 0, setting, problem, remedy);
    }
}
