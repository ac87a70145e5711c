package dev.quotarouter.internal.assembly;

import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.internal.quota.QuotaRules;
import dev.quotarouter.internal.quota.SharedProjects;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.time.TimeSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The quota pools of a router, each made when the first deployment asks for it. Not thread-safe: the registry's lock guards it. */
final class Pools {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    private final TimeSource time;
    private final Map<PoolKey, NamedPool> pools = new LinkedHashMap<>();
    private final Map<PoolKey, SharedProjects> shared = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();

    Pools(TimeSource time) {
        this.time = time;
    }

    /** {@return the pool, made if it is not there yet, which has these limits and rules from now on} */
    NamedPool pool(PoolKey key, String project, QuotaLimits limits, QuotaRules rules) {
        NamedPool known = pools.get(key);
        if (known == null) {
            known = make(key, project, limits, rules);
            pools.put(key, known);
        } else {
            known.pool().declare(limits, rules);
        }
        return known;
    }

    /** The project of the key is written now: what was counted for the key alone is counted for its project. */
    void projectIsWritten(PoolKey keyAlone, NamedPool project) {
        NamedPool before = pools.get(keyAlone);
        if (before != null && !before.pool().isOneWith(project.pool())) {
            shared(keyAlone).unite(before.pool(), project.pool());
        }
    }

    private SharedProjects shared(PoolKey key) {
        return shared.computeIfAbsent(key.ofAnyProject(), fresh -> new SharedProjects(Pools::tell));
    }

    /** What was counted for a key's project is counted for the one that takes the key's place. */
    void handOver(ApiKey from, ApiKey to) {
        Map<PoolKey, NamedPool> inherited = new LinkedHashMap<>();
        pools.forEach((key, pool) -> key.withKey(from, to).ifPresent(heir -> inherited.put(heir, pool)));
        inherited.forEach((key, pool) -> {
            NamedPool own = pools.get(key);
            if (own == null || own.equals(pool)) {
                pools.remove(key); // So that the name it has now is the last one.
                pools.put(key, pool);
            }
        });
    }

    /** {@return the names by which a usage store knows them: the same from start to start} */
    Map<QuotaPool, String> storeNames() {
        Map<QuotaPool, String> names = new HashMap<>();
        // The later name of a pool that was handed over is the one that will be known at the next start.
        pools.forEach((key, pool) -> names.put(pool.pool(), key.storeName()));
        return names;
    }

    private NamedPool make(PoolKey key, String project, QuotaLimits limits, QuotaRules rules) {
        QuotaPool pool = new QuotaPool(limits, rules, time::epochMillis);
        String id = UniqueName.of(project + "/" + key.baseModel(), pools.size() + 1, ids);
        shared(key).watch(pool, id, key.project().name().isPresent());
        return new NamedPool(id, project, key.baseModel(), pool);
    }

    private static void tell(List<String> joined) {
        log.warn("{} share one quota: their keys are of one project; write the same project for them", joined);
    }
}
