package dev.quotarouter;

import dev.quotarouter.config.QuotaSettings;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.internal.quota.QuotaRules;
import dev.quotarouter.internal.quota.SharedProjects;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.time.TimeSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The quota pools of a router, each made when the first deployment asks for it. Filled by one thread; then read by any. */
final class Pools {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    private final QuotaSettings settings;
    private final TimeSource time;
    private final Map<PoolKey, Entry> entries = new LinkedHashMap<>();
    private final Map<PoolKey, SharedProjects> shared = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();

    Pools(QuotaSettings settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
    }

    /**
     * A pool with the names it goes by.
     *
     * @param id its id in status
     * @param project the project's name
     * @param model the base model's name
     * @param pool the pool
     */
    record Entry(String id, String project, String model, QuotaPool pool) {}

    /** {@return the pool, made if it is not there yet} */
    Entry pool(PoolKey key, String project, ZoneId zone, QuotaLimits limits) {
        return entries.computeIfAbsent(key, fresh -> make(fresh, project, zone, limits));
    }

    /** {@return all of them, in the order they were made} */
    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** {@return how they stand} */
    List<PoolStatus> status(long now) {
        return entries.values().stream()
                .map(entry -> new PoolStatus(
                        entry.id(), entry.project(), entry.model(), entry.pool().usage(now), sharedWith(entry)))
                .toList();
    }

    /** {@return the names by which a usage store knows them: the same from start to start} */
    Map<QuotaPool, String> storeNames() {
        Map<QuotaPool, String> names = new HashMap<>();
        entries.forEach((key, entry) -> names.put(entry.pool(), key.storeName()));
        return names;
    }

    String id(PoolKey key) {
        Entry entry = entries.get(key);
        return entry == null ? "" : entry.id();
    }

    private Entry make(PoolKey key, String project, ZoneId zone, QuotaLimits limits) {
        QuotaRules rules = new QuotaRules(zone, settings.minuteWindow(), settings.pacing());
        QuotaPool pool = new QuotaPool(limits, rules, time::epochMillis);
        String id = UniqueName.of(project + "/" + key.baseModel(), entries.size() + 1, ids);
        shared.computeIfAbsent(key.ofAnyProject(), fresh -> new SharedProjects(Pools::tell))
                .watch(pool, id, key.project().name().isPresent());
        return new Entry(id, project, key.baseModel(), pool);
    }

    private List<String> sharedWith(Entry entry) {
        return entries.values().stream()
                .filter(other -> !other.equals(entry) && other.pool().isOneWith(entry.pool()))
                .map(Entry::id)
                .toList();
    }

    private static void tell(List<String> joined) {
        log.warn("{} share one quota: their keys are of one project; write the same project for them", joined);
    }
}
