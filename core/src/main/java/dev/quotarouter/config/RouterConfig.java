package dev.quotarouter.config;

import dev.quotarouter.provider.ApiKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Everything a router is told: its deployments, the names they go by, and how patient it shall be.
 *
 * <p>Immutable. It comes from a file by {@link ConfigReader}, or from code by {@link #builder()}.
 */
public final class RouterConfig {
    private final List<Deployment> deployments;
    private final Map<String, List<String>> aliases;
    private final Set<String> hiddenNames;
    private final Map<String, String> unserved;
    private final RoutingStrategyName routingStrategy;
    private final LatencySettings latency;
    private final TagFiltering tagFiltering;
    private final OptionalInt defaultMaxParallelRequests;
    private final BudgetSettings budgets;
    private final RetrySettings retries;
    private final CooldownSettings cooldowns;
    private final TimeoutSettings timeouts;
    private final Map<String, GroupTerms> groups;
    private final Fallbacks fallbacks;
    private final int maxQueueSize;
    private final int defaultPriority;
    private final HealthCheckSettings healthChecks;
    private final QuotaSettings quota;
    private final Optional<Path> usageFile;
    private final Optional<Duration> watchInterval;
    private final Optional<ApiKey> masterKey;
    private final Optional<Path> source;
    private final List<Path> files;
    private final List<ConfigNotice> notices;

    RouterConfig(RouterConfigBuilder builder, Map<String, List<String>> aliases) {
        this.aliases = Collections.unmodifiableMap(aliases);
        deployments = List.copyOf(builder.deployments);
        hiddenNames = Collections.unmodifiableSet(new LinkedHashSet<>(builder.hiddenNames));
        unserved = Collections.unmodifiableMap(new LinkedHashMap<>(builder.unserved));
        routingStrategy = builder.routingStrategy;
        latency = builder.latency;
        tagFiltering = builder.tagFiltering;
        defaultMaxParallelRequests = builder.defaultMaxParallelRequests;
        budgets = builder.budgets;
        retries = builder.retrySettings.with(builder.retries());
        cooldowns = builder.cooldownSettings.with(builder.cooldowns());
        timeouts = builder.timeoutSettings.with(builder.timeouts());
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(builder.groups));
        fallbacks = builder.fallbacks;
        maxQueueSize = builder.maxQueueSize;
        defaultPriority = builder.defaultPriority;
        healthChecks = builder.healthChecks;
        quota = builder.quota;
        usageFile = builder.usageFile;
        watchInterval = builder.watchInterval;
        masterKey = builder.masterKey;
        source = builder.source;
        files = List.copyOf(builder.files);
        notices = List.copyOf(builder.notices);
    }

    /** Starts a configuration with every default and no deployment. */
    public static RouterConfigBuilder builder() {
        return new RouterConfigBuilder();
    }

    /** {@return a builder that holds what this configuration holds} */
    public RouterConfigBuilder toBuilder() {
        return new RouterConfigBuilder(this);
    }

    /** {@return the deployments in the order they were written; at least one} */
    public List<Deployment> deployments() {
        return deployments;
    }

    /**
     * {@return what each alias stands for; an alias of an alias is resolved} These are model groups, or names that a model group
     * with a star in its name serves.
     */
    public Map<String, List<String>> aliases() {
        return aliases;
    }

    /** {@return the names that can be asked for but shall not be listed} */
    public Set<String> hiddenNames() {
        return hiddenNames;
    }

    /** {@return how deployments with room are ordered} */
    public RoutingStrategyName routingStrategy() {
        return routingStrategy;
    }

    /** {@return how latency is judged} */
    public LatencySettings latency() {
        return latency;
    }

    /** {@return whether the tags of a request choose among the deployments; they do not unless set} */
    public TagFiltering tagFiltering() {
        return tagFiltering;
    }

    /** {@return how many calls of a deployment may be under way that says nothing of its own; empty for any number} */
    public OptionalInt defaultMaxParallelRequests() {
        return defaultMaxParallelRequests;
    }

    /** {@return how much money providers and models may cost} */
    public BudgetSettings budgets() {
        return budgets;
    }

    /** {@return how the router goes on after a failure} */
    public RetrySettings retries() {
        return retries;
    }

    /** {@return the same for requests for this name; what a deployment says itself goes before} */
    public RetrySettings retries(String name) {
        return retries.with(group(name).retries());
    }

    /** {@return when a deployment cools down, and for how long} */
    public CooldownSettings cooldowns() {
        return cooldowns;
    }

    /** {@return the same for a deployment: what it says itself goes before what its model group says, and this before the rest} */
    public CooldownSettings cooldowns(Deployment deployment) {
        return cooldowns.with(group(deployment.modelGroup()).cooldowns()).with(deployment.cooldowns());
    }

    /** {@return how long things may take} */
    public TimeoutSettings timeouts() {
        return timeouts;
    }

    /** {@return the same for a deployment: what it says itself goes before} */
    public TimeoutSettings timeouts(Deployment deployment) {
        return timeouts.with(deployment.timeouts());
    }

    /** {@return what was said for a model group or an alias alone} */
    public GroupTerms group(String name) {
        return groups.getOrDefault(name, GroupTerms.NONE);
    }

    /** {@return what was said for single model groups and aliases, by their names} */
    public Map<String, GroupTerms> groups() {
        return groups;
    }

    /** {@return how many attempts may follow the first, failovers included; 2 unless set} */
    public int numRetries() {
        return retries.numRetries();
    }

    /** {@return how long one attempt may take; 60 seconds unless set} */
    public Duration timeout() {
        return timeouts.timeout();
    }

    /** {@return how long a stream may be silent, before its first chunk and between chunks; empty for the time-out} */
    public Optional<Duration> streamTimeout() {
        return timeouts.streamTimeout();
    }

    /** {@return how long a whole request may take, waiting included; empty for what its attempts may take together} */
    public Optional<Duration> requestDeadline() {
        return timeouts.requestDeadline();
    }

    /** {@return how many attempts the router may add after failures, for each request of the last minute; 0.2 unless set} */
    public double retryBudget() {
        return retries.retryBudget();
    }

    /** {@return how long to wait before the same deployment is asked again; zero unless set} */
    public Duration retryAfter() {
        return retries.retryAfter();
    }

    /**
     * {@return the first cooldown after failures whose end is not known; 30 seconds unless set, zero for none}
     *
     * <p>A quota's end is known, so a spent quota never cools for this long.
     */
    public Duration cooldown() {
        return cooldowns.cooldown();
    }

    /** {@return the longest cooldown, unless the first one is longer; 30 minutes unless set} */
    public Duration maxCooldown() {
        return cooldowns.maxCooldown();
    }

    /** {@return how many failures a deployment may have before it cools down; 1 unless set} */
    public int allowedFails() {
        return cooldowns.allowedFails();
    }

    /** {@return how many attempts may go to the same deployment again, by the class of its error} */
    public Map<ErrorClass, Integer> retryPolicy() {
        return retries.retryPolicy();
    }

    /** {@return what goes before {@link #allowedFails()}, by the class of the error} */
    public Map<ErrorClass, Integer> allowedFailsPolicy() {
        return cooldowns.allowedFailsPolicy();
    }

    /** {@return how many requests may wait for room at once, for each name; 1,000 unless set, zero for none} */
    public int maxQueueSize() {
        return maxQueueSize;
    }

    /** {@return the place in the queue of a request that names none: lower goes first, 0 unless set} */
    public int defaultPriority() {
        return defaultPriority;
    }

    /** {@return what to ask when a model group could not serve} */
    public Fallbacks fallbacks() {
        return fallbacks;
    }

    /** {@return the names in the file that nobody serves, each with why: the models of other providers} */
    public Map<String, String> unserved() {
        return unserved;
    }

    /** {@return how quota is counted and spent} */
    public QuotaSettings quota() {
        return quota;
    }

    /** {@return the file in which usage is kept from start to start; empty if it is kept in memory alone} */
    public Optional<Path> usageFile() {
        return usageFile;
    }

    /** {@return whether and how the router looks after deployments it has not heard of; it does not unless set} */
    public HealthCheckSettings healthChecks() {
        return healthChecks;
    }

    /**
     * {@return how often to look whether one of the {@link #files()} has changed, to read them again then; empty if never}
     */
    public Optional<Duration> watchInterval() {
        return watchInterval;
    }

    /**
     * {@return the key by which a program in front of the router lets callers in; empty if there is none, or the file was not
     * read for such a program} The router itself has no use for it.
     *
     * @see ConfigReader#withMasterKey()
     */
    public Optional<ApiKey> masterKey() {
        return masterKey;
    }

    /** {@return the file that it was read from; empty if it is from a text or from code} */
    public Optional<Path> source() {
        return source;
    }

    /** {@return what was accepted without effect, in the order of the file} */
    public List<ConfigNotice> notices() {
        return notices;
    }

    /**
     * {@return the files that it was read from: the configuration, what it includes, the secrets' files} A change of any of
     * them may change the configuration. Empty if it is from code.
     */
    public List<Path> files() {
        return files;
    }

    /** {@return the deployments and how many aliases there are; no secret} */
    @Override
    public String toString() {
        return "RouterConfig[" + deployments + ", " + aliases.size() + " aliases]";
    }
}
