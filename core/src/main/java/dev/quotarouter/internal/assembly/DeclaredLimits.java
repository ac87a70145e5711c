package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.internal.name.NamePattern;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.quota.QuotaLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a configuration declares of each quota pool, over all deployments that draw from it: the smallest numbers hold. Filled by
 * one thread; then asked by any.
 */
final class DeclaredLimits {
    private final Map<PoolKey, QuotaLimits> byPool = new LinkedHashMap<>();
    // Of pools that only wildcards lead to: those that have caught a name so far.
    private final Map<PoolKey, QuotaLimits> caught = new ConcurrentHashMap<>();

    /** Takes note of what the deployment says. */
    void add(Deployment deployment, ChatProvider provider, Report report) {
        QuotaLimits declared = deployment.limits().orElse(tierLimits(deployment, provider, report));
        PoolKey key = PoolKey.of(deployment, provider);
        QuotaLimits known = byPool.getOrDefault(key, QuotaLimits.UNKNOWN);
        if (differ(known.rpm(), declared.rpm())
                || differ(known.tpm(), declared.tpm())
                || differ(known.rpd(), declared.rpd())) {
            report.notice(
                    deployment,
                    "rpm, tpm, rpd",
                    "other limits are written elsewhere for the same project and model: it is one quota, and the smallest"
                            + " numbers hold");
        }
        byPool.put(key, smaller(known, declared));
    }

    /** {@return what holds for the deployment, which may be one that nobody has written: a wildcard's} */
    QuotaLimits of(Deployment deployment, ChatProvider provider) {
        PoolKey key = PoolKey.of(deployment, provider);
        QuotaLimits byStars = caught.merge(key, alone(deployment, provider), DeclaredLimits::smaller);
        return byPool.getOrDefault(key, QuotaLimits.UNKNOWN).orElse(byStars);
    }

    /** Takes note of what stars say of the models of deployments that are written as well: it holds where these say nothing. */
    void addStars(List<Deployment> deployments, Providers providers) {
        List<Deployment> stars = deployments.stream()
                .filter(deployment -> NamePattern.isPattern(deployment.providerModel()))
                .toList();
        for (Deployment star : stars) {
            NamePattern models = NamePattern.of(star.providerModel());
            ChatProvider provider = providers.require(star.provider());
            deployments.stream()
                    .filter(written -> written.provider().equals(star.provider())
                            && !NamePattern.isPattern(written.providerModel())
                            && models.matches(written.providerModel()))
                    .map(written -> star.withModel(written.providerModel()))
                    .distinct()
                    .forEach(one ->
                            caught.merge(PoolKey.of(one, provider), alone(one, provider), DeclaredLimits::smaller));
        }
    }

    private static QuotaLimits alone(Deployment deployment, ChatProvider provider) {
        Map<String, QuotaLimits> tiers = provider.tiers(deployment.providerModel());
        return deployment.limits().orElse(deployment.tier().map(tiers::get).orElse(QuotaLimits.UNKNOWN));
    }

    private static QuotaLimits tierLimits(Deployment deployment, ChatProvider provider, Report report) {
        if (deployment.tier().isEmpty()) {
            return QuotaLimits.UNKNOWN;
        }
        Map<String, QuotaLimits> tiers = provider.tiers(deployment.providerModel());
        QuotaLimits limits = tiers.get(deployment.tier().get());
        if (limits == null) {
            String remedy = tiers.isEmpty()
                    ? "write rpm, tpm and rpd: no tier of this model is known"
                    : "write one of " + String.join(", ", new TreeSet<>(tiers.keySet()));
            report.problem(deployment, "tier", "it is not known for this model", remedy);
            return QuotaLimits.UNKNOWN;
        }
        return limits;
    }

    private static QuotaLimits smaller(QuotaLimits a, QuotaLimits b) {
        return new QuotaLimits(smaller(a.rpm(), b.rpm()), smaller(a.tpm(), b.tpm()), smaller(a.rpd(), b.rpd()));
    }

    private static OptionalLong smaller(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isPresent() ? a : b;
        }
        return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }

    private static boolean differ(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent() && a.getAsLong() != b.getAsLong();
    }
}
