package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.quota.QuotaPool;
import java.util.ArrayList;
import java.util.List;

/** The deployments that have failed for one request, and from when on each may be asked again. Not thread-safe. */
public final class Tried {
    private final List<Slot> slots = new ArrayList<>(2);
    private final List<Long> againAt = new ArrayList<>(2);

    /** Notes a failure; {@link QuotaPool#NEVER} says that this request is done with the deployment. */
    public void add(Slot slot, long again) {
        int known = slots.indexOf(slot);
        if (known < 0) {
            slots.add(slot);
            againAt.add(again);
        } else {
            againAt.set(known, again);
        }
    }

    /** {@return whether nothing has failed yet} */
    public boolean isEmpty() {
        return slots.isEmpty();
    }

    boolean has(Slot slot) {
        return !slots.isEmpty() && slots.contains(slot);
    }

    /** {@return when the deployment may be asked again; {@link QuotaPool#NEVER} if not for this request} */
    long againAt(Slot slot) {
        return againAt.get(slots.indexOf(slot));
    }
}
