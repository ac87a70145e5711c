package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.cooldown.Circuit;
import dev.quotarouter.internal.quota.QuotaPool;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The deployments that have failed for one request, and from when on each may be asked again. Not thread-safe. */
public final class Tried {
    // Most requests fail nowhere, and some fail on a model that ten thousand deployments share.
    // By its circuit a deployment is the same however often the configuration was read meanwhile.
    private @Nullable Map<Circuit, Long> againAt;

    /** Notes a failure; {@link QuotaPool#NEVER} says that this request is done with the deployment. */
    public void add(Slot slot, long again) {
        if (againAt == null) {
            againAt = new HashMap<>();
        }
        againAt.put(slot.circuit(), again);
    }

    /** {@return whether nothing has failed yet} */
    public boolean isEmpty() {
        return againAt == null;
    }

    /** {@return the failures as a value: equal where the same deployments may be asked again from the same instants on} */
    public Object asValue(long now) {
        if (againAt == null) {
            return Map.of();
        }
        Map<Circuit, Long> value = new HashMap<>();
        againAt.forEach((deployment, at) -> value.put(deployment, at <= now ? Long.MIN_VALUE : at));
        return value;
    }

    /** {@return whether the deployment has failed} */
    public boolean has(Slot slot) {
        return againAt != null && againAt.containsKey(slot.circuit());
    }

    /** {@return when the deployment may be asked again; {@link QuotaPool#NEVER} if not for this request} */
    long againAt(Slot slot) {
        return againAt == null ? QuotaPool.NEVER : againAt.getOrDefault(slot.circuit(), QuotaPool.NEVER);
    }
}
