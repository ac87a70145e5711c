package dev.quotarouter.config;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import dev.quotarouter.quota.MinuteWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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
    private final RoutingStrategyName routingStrategy;
    private final LatencySettings latency;
    private final OptionalInt defaultMaxParallelRequests;
    private final BudgetSettings budgets;
    private final int numRetries;
    private final Duration timeout;
    private final Optional<Duration> streamTimeout;
    private final Optional<Duration> requestDeadline;
    private final double retryBudget;
    private final Duration retryAfter;
    private final Duration cooldown;
    private final Duration maxCooldown;
    private final int allowedFails;
    private final Map<ErrorClass, Integer> retryPolicy;
    private final Map<ErrorClass, Integer> allowedFailsPolicy;
    private final int maxQueueSize;
    private final HealthCheckSettings healthChecks;
    private final QuotaSettings quota;
    private final Fallbacks fallbacks;
    private final Map<String, String> unserved;
    private final Optional<Path> usageFile;
    private final List<ConfigNotice> notices;
    private final List<Path> files;

    private RouterConfig(Builder builder, Map<String, List<String>> aliases) {
        this.aliases = Collections.unmodifiableMap(aliases);
        deployments = List.copyOf(builder.deployments);
        routingStrategy = builder.routingStrategy;
        latency = builder.latency;
        defaultMaxParallelRequests = builder.defaultMaxParallelRequests;
        budgets = builder.budgets;
        numRetries = builder.numRetries;
        timeout = builder.timeout;
        streamTimeout = builder.streamTimeout;
        requestDeadline = builder.requestDeadline;
        retryBudget = builder.retryBudget;
        retryAfter = builder.retryAfter;
        cooldown = builder.cooldown;
        maxCooldown = builder.maxCooldown;
        allowedFails = builder.allowedFails;
        retryPolicy = Collections.unmodifiableMap(new EnumMap<>(builder.retryPolicy));
        allowedFailsPolicy = Collections.unmodifiableMap(new EnumMap<>(builder.allowedFailsPolicy));
        maxQueueSize = builder.maxQueueSize;
        healthChecks = builder.healthChecks;
        quota = builder.quota;
        fallbacks = builder.fallbacks;
        unserved = Collections.unmodifiableMap(new LinkedHashMap<>(builder.unserved));
        usageFile = builder.usageFile;
        notices = List.copyOf(builder.notices);
        files = List.copyOf(builder.files);
    }

    /** Starts a configuration with every default and no deployment. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that holds what this configuration holds} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** {@return the deployments in the order they were written; at least one} */
    public List<Deployment> deployments() {
        return deployments;
    }

    /** {@return the model groups that each alias stands for; an alias of an alias is resolved} */
    public Map<String, List<String>> aliases() {
        return aliases;
    }

    /** {@return how deployments with room are ordered} */
    public RoutingStrategyName routingStrategy() {
        return routingStrategy;
    }

    /** {@return how latency is judged} */
    public LatencySettings latency() {
        return latency;
    }

    /** {@return how many calls of a deployment may be under way that says nothing of its own; empty for any number} */
    public OptionalInt defaultMaxParallelRequests() {
        return defaultMaxParallelRequests;
    }

    /** {@return how much money providers and models may cost} */
    public BudgetSettings budgets() {
        return budgets;
    }

    /** {@return how many attempts may follow the first, failovers included; 2 unless set} */
    public int numRetries() {
        return numRetries;
    }

    /** {@return how long one attempt may take; 60 seconds unless set} */
    public Duration timeout() {
        return timeout;
    }

    /** {@return how long a stream may be silent, before its first chunk and between chunks; empty for the time-out} */
    public Optional<Duration> streamTimeout() {
        return streamTimeout;
    }

    /** {@return how long a whole request may take, waiting included; empty for what its attempts may take together} */
    public Optional<Duration> requestDeadline() {
        return requestDeadline;
    }

    /** {@return how many attempts the router may add after failures, for each request of the last minute; 0.2 unless set} */
    public double retryBudget() {
        return retryBudget;
    }

    /** {@return how long to wait before the same deployment is asked again; zero unless set} */
    public Duration retryAfter() {
        return retryAfter;
    }

    /**
     * {@return the first cooldown after failures whose end is not known; 30 seconds unless set, zero for none}
     *
     * <p>A quota's end is known, so a spent quota never cools for this long.
     */
    public Duration cooldown() {
        return cooldown;
    }

    /** {@return the longest cooldown, unless the first one is longer; 30 minutes unless set} */
    public Duration maxCooldown() {
        return maxCooldown;
    }

    /** {@return how many failures a deployment may have before it cools down; 1 unless set} */
    public int allowedFails() {
        return allowedFails;
    }

    /** {@return how many attempts may go to the same deployment again, by the class of its error} */
    public Map<ErrorClass, Integer> retryPolicy() {
        return retryPolicy;
    }

    /** {@return what goes before {@link #allowedFails()}, by the class of the error} */
    public Map<ErrorClass, Integer> allowedFailsPolicy() {
        return allowedFailsPolicy;
    }

    /** {@return how many requests may wait for room at once, for each name; 1,000 unless set, zero for none} */
    public int maxQueueSize() {
        return maxQueueSize;
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

    /** Collects a configuration. The last word wins. Not thread-safe. */
    public static final class Builder {
        private final List<Deployment> deployments = new ArrayList<>();
        private final Map<String, List<String>> aliases = new LinkedHashMap<>();
        private final Map<ErrorClass, Integer> retryPolicy = new EnumMap<>(ErrorClass.class);
        private final Map<ErrorClass, Integer> allowedFailsPolicy = new EnumMap<>(ErrorClass.class);
        private final Map<String, String> unserved = new LinkedHashMap<>();
        private final List<ConfigNotice> notices = new ArrayList<>();
        private final List<Path> files = new ArrayList<>();
        private Fallbacks fallbacks = Fallbacks.NONE;
        private RoutingStrategyName routingStrategy = RoutingStrategyName.USAGE_BASED_ROUTING_V2;
        private LatencySettings latency = LatencySettings.DEFAULT;
        private OptionalInt defaultMaxParallelRequests = OptionalInt.empty();
        private BudgetSettings budgets = BudgetSettings.NONE;
        private int numRetries = 2;
        private Duration timeout = Duration.ofSeconds(60);
        private Optional<Duration> streamTimeout = Optional.empty();
        private Optional<Duration> requestDeadline = Optional.empty();
        private double retryBudget = 0.2;
        private Duration retryAfter = Duration.ZERO;
        private Duration cooldown = Duration.ofSeconds(30);
        private Duration maxCooldown = Duration.ofMinutes(30);
        private int allowedFails = 1;
        private int maxQueueSize = 1_000;
        private HealthCheckSettings healthChecks = HealthCheckSettings.DEFAULT;
        private QuotaSettings quota = QuotaSettings.DEFAULT;
        private Optional<Path> usageFile = Optional.empty();

        private Builder() {}

        private Builder(RouterConfig config) {
            deployments.addAll(config.deployments);
            aliases.putAll(config.aliases);
            retryPolicy.putAll(config.retryPolicy);
            allowedFailsPolicy.putAll(config.allowedFailsPolicy);
            unserved.putAll(config.unserved);
            notices.addAll(config.notices);
            files.addAll(config.files);
            fallbacks = config.fallbacks;
            routingStrategy = config.routingStrategy;
            latency = config.latency;
            defaultMaxParallelRequests = config.defaultMaxParallelRequests;
            budgets = config.budgets;
            numRetries = config.numRetries;
            timeout = config.timeout;
            streamTimeout = config.streamTimeout;
            requestDeadline = config.requestDeadline;
            retryBudget = config.retryBudget;
            retryAfter = config.retryAfter;
            cooldown = config.cooldown;
            maxCooldown = config.maxCooldown;
            allowedFails = config.allowedFails;
            maxQueueSize = config.maxQueueSize;
            healthChecks = config.healthChecks;
            quota = config.quota;
            usageFile = config.usageFile;
        }

        /** Adds a deployment. */
        public Builder deployment(Deployment deployment) {
            deployments.add(requireNonNull(deployment, "deployment"));
            return this;
        }

        /**
         * Gives one or more model groups (or aliases) another name.
         *
         * @throws IllegalArgumentException if a name is blank, or no model group is given
         */
        public Builder alias(String alias, String... modelGroups) {
            return alias(alias, List.of(modelGroups));
        }

        /**
         * Gives one or more model groups (or aliases) another name.
         *
         * @throws IllegalArgumentException if a name is blank, or no model group is given
         */
        public Builder alias(String alias, List<String> modelGroups) {
            if (modelGroups.isEmpty()) {
                throw new IllegalArgumentException("an alias must stand for at least one model group");
            }
            modelGroups.forEach(group -> Require.notBlank("a model group", group));
            aliases.put(Require.notBlank("an alias", alias), List.copyOf(modelGroups));
            return this;
        }

        /** Sets how deployments with room are ordered. */
        public Builder routingStrategy(RoutingStrategyName name) {
            routingStrategy = requireNonNull(name, "name");
            return this;
        }

        /** Sets how latency is judged. */
        public Builder latency(LatencySettings settings) {
            latency = requireNonNull(settings, "settings");
            return this;
        }

        /** Sets how many calls of a deployment may be under way that says nothing of its own; at least 1. */
        public Builder defaultMaxParallelRequests(int calls) {
            defaultMaxParallelRequests = OptionalInt.of(Require.positive("defaultMaxParallelRequests", calls));
            return this;
        }

        /** Sets how much money providers and models may cost. */
        public Builder budgets(BudgetSettings settings) {
            budgets = requireNonNull(settings, "settings");
            return this;
        }

        /** Sets how many attempts may follow the first, failovers included; zero or more. */
        public Builder numRetries(int retries) {
            numRetries = Require.notNegative("numRetries", retries);
            return this;
        }

        /** Sets how long one attempt may take; more than zero. */
        public Builder timeout(Duration duration) {
            timeout = Require.positive("the timeout", duration);
            return this;
        }

        /**
         * Sets how long a stream may be silent, before its first chunk and between chunks.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder streamTimeout(Duration duration) {
            streamTimeout = Optional.of(Require.positive("the stream timeout", duration));
            return this;
        }

        /** Sets how long a whole request may take, waiting included; more than zero. */
        public Builder requestDeadline(Duration duration) {
            requestDeadline = Optional.of(Require.positive("the request deadline", duration));
            return this;
        }

        /** Sets how many attempts the router may add after failures, for each request of the last minute; zero or more. */
        public Builder retryBudget(double share) {
            retryBudget = Require.notNegative("the retry budget", share);
            return this;
        }

        /** Sets how long to wait before the same deployment is asked again; zero or more. */
        public Builder retryAfter(Duration duration) {
            retryAfter = Require.notNegative("retryAfter", duration);
            return this;
        }

        /** Sets the first cooldown after failures whose end is not known; zero for none. */
        public Builder cooldown(Duration duration) {
            cooldown = Require.notNegative("the cooldown", duration);
            return this;
        }

        /** Sets the longest cooldown; a first one that is longer stays as it is. */
        public Builder maxCooldown(Duration duration) {
            maxCooldown = Require.notNegative("the longest cooldown", duration);
            return this;
        }

        /** Sets how many failures a deployment may have before it cools down; zero or more. */
        public Builder allowedFails(int fails) {
            allowedFails = Require.notNegative("allowedFails", fails);
            return this;
        }

        /** Sets how many attempts may go to the same deployment again after such an error; zero or more. */
        public Builder retries(ErrorClass error, int retries) {
            retryPolicy.put(error, Require.notNegative(error.retriesSetting(), retries));
            return this;
        }

        /**
         * Sets how many such errors a deployment may have before it cools down; zero or more. Without effect for those that do not
         * count towards a cooldown, such as a spent quota or a wrong request.
         */
        public Builder allowedFails(ErrorClass error, int fails) {
            allowedFailsPolicy.put(error, Require.notNegative(error.allowedFailsSetting(), fails));
            return this;
        }

        /** Sets how many requests may wait for room at once, for each name that can be asked for; zero for none. */
        public Builder maxQueueSize(int requests) {
            maxQueueSize = Require.notNegative("maxQueueSize", requests);
            return this;
        }

        /** Has usage kept in memory alone, whatever was said before. */
        public Builder usageInMemory() {
            usageFile = Optional.empty();
            return this;
        }

        /**
         * Has usage kept in a file from start to start; for one router at a time.
         *
         * @param file where it is, or will be; its directory exists
         */
        public Builder usageFile(Path file) {
            usageFile = Optional.of(file);
            return this;
        }

        /** Sets what to ask when a model group could not serve. */
        public Builder fallbacks(Fallbacks value) {
            fallbacks = requireNonNull(value, "value");
            return this;
        }

        Builder unserved(String name, String reason) {
            unserved.put(name, reason);
            return this;
        }

        Builder file(Path file) {
            files.add(file);
            return this;
        }

        /** Sets how the provider is taken to count a minute; rolling unless set. */
        public Builder minuteWindow(MinuteWindow window) {
            quota = quota.minuteWindow(window);
            return this;
        }

        /** Sets whether a call counts that the provider answered with an error; true unless set. */
        public Builder countFailedCalls(boolean count) {
            quota = quota.countFailedCalls(count);
            return this;
        }

        /** Sets whether a day's requests are spread over its hours; false unless set. */
        public Builder pacing(boolean spread) {
            quota = quota.pacing(spread);
            return this;
        }

        /** Sets whether and how the router looks after deployments it has not heard of. */
        public Builder healthChecks(HealthCheckSettings settings) {
            healthChecks = requireNonNull(settings, "settings");
            return this;
        }

        /** Adds something that was accepted without effect. */
        public Builder notice(ConfigNotice notice) {
            notices.add(requireNonNull(notice, "notice"));
            return this;
        }

        /**
         * Makes the configuration.
         *
         * @throws ConfigException if there is no deployment, or an alias stands for nothing, for itself, or has the name of
         *     a model group
         */
        public RouterConfig build() {
            List<ConfigProblem> problems = new ArrayList<>();
            if (deployments.isEmpty()) {
                problems.add(problem("deployments", "there is none", "add at least one deployment"));
            }
            Set<String> groups = new LinkedHashSet<>();
            deployments.forEach(deployment -> groups.add(deployment.modelGroup()));
            Map<String, List<String>> resolved = new Aliases(groups, aliases)
                    .resolve((alias, mistake, remedy) ->
                            problems.add(problem("alias " + Shown.name(alias), mistake, remedy)));
            if (!problems.isEmpty()) {
                throw new ConfigException(problems);
            }
            return new RouterConfig(this, resolved);
        }

        private static ConfigProblem problem(String setting, String problem, String remedy) {
            return new ConfigProblem("builder", 0, 0, setting, problem, remedy);
        }
    }
}
