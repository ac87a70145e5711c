package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.dispatch.Books;
import dev.quotarouter.internal.dispatch.News;
import dev.quotarouter.routing.RoutingStrategy;
import dev.quotarouter.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Puts configurations to work, one after the other, over the same books.
 *
 * <p>First everything is looked at that could be wrong; only when nothing is do the books hear of it. Not thread-safe.
 */
public final class Assembly {
    private final Providers providers;
    private final Registry registry;
    private final StoredUsage usage;
    private final News news;
    private final Optional<RoutingStrategy> strategy;
    private final TimeSource time;
    private final RandomGenerator random;

    /**
     * An assembly over books.
     *
     * @param usage what is kept beyond this process
     * @param news where what an operator wants to know is told
     * @param strategy who chooses, whatever a configuration says
     */
    public Assembly(
            Providers providers,
            Registry registry,
            StoredUsage usage,
            News news,
            Optional<RoutingStrategy> strategy,
            TimeSource time,
            RandomGenerator random) {
        this.providers = providers;
        this.registry = registry;
        this.usage = usage;
        this.news = news;
        this.strategy = strategy;
        this.time = time;
        this.random = random;
    }

    /**
     * {@return the first configuration at work}
     *
     * @throws ConfigException if it cannot be served, every mistake in one report; or if the usage store cannot be read
     */
    public Routing assembleFirst(RouterConfig config) {
        return assemble(config, Set.of(), () -> usage.recall(registry, time.epochMillis()));
    }

    /**
     * {@return another configuration at work} Names that wildcards have caught stay caught, where they still lead somewhere. A
     * usage store that cannot be read is told to the log.
     *
     * @param before what was at work until now
     * @throws ConfigException if it cannot be served: every mistake in one report, and nothing was changed
     */
    public Routing assembleNext(RouterConfig config, Routing before) {
        return assemble(config, before.caughtNames(time.epochMillis()), this::recallNew);
    }

    private void recallNew() {
        usage.tryRecall(registry, time.epochMillis());
    }

    private Routing assemble(RouterConfig config, Set<String> caught, Runnable recall) {
        Report report = new Report();
        List<Deployment> deployments = new ModelListing(providers, report).expand(config.deployments());
        Map<DeploymentKey, Said> said = new LinkedHashMap<>();
        // The same deployment may say one thing under one name and another thing under the next.
        deployments.forEach(
                deployment -> said.merge(DeploymentKey.of(deployment), Said.of(config, deployment), Said::or));
        DeclaredLimits limits = new Checks(config, providers, report).check(deployments, said);
        report.requireNoProblem();
        limits.addStars(deployments, providers);

        registry.rotate(deployments.stream().map(Deployment::apiKey).toList());
        SlotMaker slots = new SlotMaker(config, providers, registry, limits, said);
        ModelGroups groups = new ModelGroups(config, deployments, slots, this::recallNew);
        recall.run();
        caught.stream().sorted().forEach(groups::find);
        return new Routing(
                config,
                slots,
                groups,
                new Selector(strategy.orElseGet(() -> Strategies.of(config)), random),
                new Books(config.quota().countFailedCalls(), usage.ledger(), news),
                deployments.stream().map(slots::way).toList(),
                HealthTargets.of(config, deployments, slots),
                report.notices());
    }
}
