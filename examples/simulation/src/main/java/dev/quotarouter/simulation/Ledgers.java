package dev.quotarouter.simulation;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.RouterStatus;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import dev.quotarouter.simulator.QuotaWindow;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The account of each of the router's quota pools, and the way from a call to it. */
final class Ledgers {
    static final Ledgers NONE = new Ledgers(Map.of(), Map.of(), () -> {
        throw new IllegalStateException("there is no router yet");
    });

    private final Map<Way, PoolLedger> byWay;
    private final Map<String, PoolLedger> byPool;
    private final Supplier<RouterStatus> router;

    private Ledgers(Map<Way, PoolLedger> byWay, Map<String, PoolLedger> byPool, Supplier<RouterStatus> router) {
        this.byWay = byWay;
        this.byPool = byPool;
        this.router = router;
    }

    /** What a call goes by. */
    private record Way(String key, String model) {}

    /** {@return empty accounts for all pools of the router} */
    static Ledgers of(World world, ChatProvider provider, Supplier<RouterStatus> router) {
        Map<Way, String> poolIds = new HashMap<>();
        for (DeploymentStatus deployment : router.get().deployments()) {
            poolIds.put(new Way(deployment.key(), deployment.model()), deployment.pool());
        }
        Map<String, PoolLedger> byPool = new LinkedHashMap<>();
        Map<Way, PoolLedger> byWay = new HashMap<>();
        for (Deployment deployment : world.config().deployments()) {
            String key = deployment.apiKey().name();
            String baseModel = provider.profile(deployment.providerModel()).baseModel();
            PoolLedger ledger = byPool.computeIfAbsent(
                    poolIds.getOrDefault(new Way(key, deployment.model()), ""),
                    id -> new PoolLedger(id, world.truth().pool(key, baseModel), world.days()));
            ledger.declared(DeclaredLimits.of(deployment, provider, Optional.empty()));
            byWay.put(new Way(key, deployment.providerModel()), ledger);
        }
        return new Ledgers(byWay, byPool, router);
    }

    PoolLedger of(ProviderTarget target) {
        PoolLedger ledger = byWay.get(new Way(target.key().name(), target.model()));
        if (ledger == null) {
            throw new IllegalStateException("nobody keeps an account of " + target);
        }
        return ledger;
    }

    /** {@return all accounts, in the order of the configuration} */
    Collection<PoolLedger> all() {
        return Collections.unmodifiableCollection(byPool.values());
    }

    /** {@return the pools of the deployments that stand under the name, truly} */
    List<TruePool> truePools(String model) {
        RouterStatus status = router.get();
        List<String> deployments = status.models().getOrDefault(model, List.of());
        Set<String> pools = status.deployments().stream()
                .filter(deployment -> deployments.contains(deployment.id()))
                .map(DeploymentStatus::pool)
                .collect(Collectors.toSet());
        return byPool.values().stream()
                .filter(ledger -> pools.contains(ledger.id()))
                .map(PoolLedger::truePool)
                .distinct()
                .toList();
    }

    /** {@return whether the router's own status says that a window which refused a call just begun is full} */
    boolean routerKnewFull(PoolLedger ledger, Ruling.Refused refusal) {
        return router.get().pools().stream()
                .filter(pool -> pool.id().equals(ledger.id()))
                .flatMap(pool -> pool.windows().stream())
                .anyMatch(usage ->
                        isFull(usage) && refusal.windows().stream().anyMatch(full -> isSame(full.window(), usage)));
    }

    // The call itself is among what is used and reserved.
    private static boolean isFull(WindowUsage usage) {
        return usage.fullUntil().isPresent()
                || (usage.limit().isPresent()
                        && usage.used() + usage.reserved() > usage.limit().getAsLong());
    }

    private static boolean isSame(QuotaWindow window, WindowUsage usage) {
        boolean day = window == QuotaWindow.REQUESTS_PER_DAY;
        boolean tokens = window == QuotaWindow.INPUT_TOKENS_PER_MINUTE;
        return (usage.span() == QuotaSpan.DAY) == day && (usage.dimension() == QuotaDimension.INPUT_TOKENS) == tokens;
    }
}
