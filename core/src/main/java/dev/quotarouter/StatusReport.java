package dev.quotarouter;

import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Tried;
import dev.quotarouter.internal.assembly.NamedPool;
import dev.quotarouter.internal.assembly.PooledSlot;
import dev.quotarouter.internal.assembly.Routing;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.routing.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down how a router stands. Has no state. */
final class StatusReport {
    private StatusReport() {}

    static RouterStatus of(Routing routing, int waiting, long now) {
        List<PooledSlot> slots = routing.slots();
        List<NamedPool> pools = slots.stream().map(PooledSlot::pool).distinct().toList();
        Map<String, List<String>> models = new LinkedHashMap<>();
        routing.names()
                .forEach((name, members) ->
                        models.put(name, members.stream().map(Slot::id).toList()));
        return new RouterStatus(
                Instant.ofEpochMilli(now),
                models,
                slots.stream().map(each -> deployment(each, now)).toList(),
                pools.stream().map(pool -> pool(pool, pools, now)).toList(),
                routing.budgets().stream()
                        .map(budget -> new BudgetStatus(budget.name(), budget.usage(now)))
                        .toList(),
                waiting,
                routing.notices());
    }

    private static DeploymentStatus deployment(PooledSlot pooled, long now) {
        Slot slot = pooled.slot();
        Refusal found = Selector.survey(slot, Demand.least(), new Tried(), now);
        return new DeploymentStatus(
                slot.id(),
                slot.model(),
                slot.key().name(),
                pooled.pool().id(),
                found.reason(),
                found.until(),
                found.detail(),
                slot.load().inFlight().calls(),
                heard(slot.load().heardAt()));
    }

    private static PoolStatus pool(NamedPool named, List<NamedPool> all, long now) {
        return new PoolStatus(
                named.id(), named.project(), named.model(), named.pool().usage(now), sharedWith(named, all));
    }

    private static List<String> sharedWith(NamedPool named, List<NamedPool> all) {
        return all.stream()
                .filter(other -> !other.equals(named) && other.pool().isOneWith(named.pool()))
                .map(NamedPool::id)
                .toList();
    }

    private static Optional<Instant> heard(long at) {
        return at == Load.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }
}
