package dev.quotarouter.internal.admission;

import java.util.List;
import java.util.Map;

/** Deployments of a route that are interchangeable, and which share of the requests each of them shall have. Immutable. */
final class Tier {
    /** Nobody. */
    static final Tier EMPTY = new Tier(List.of(), Map.of());

    private final Slot[] slots;
    private final Shares shares;

    /**
     * A tier.
     *
     * @param slots the deployments
     * @param weights the weights that were written, of these deployments and maybe of others
     */
    Tier(List<Slot> slots, Map<Slot, Double> weights) {
        this.slots = slots.toArray(Slot[]::new);
        this.shares = new Shares(List.of(this.slots), weights);
    }

    /** {@return how many deployments there are} */
    int size() {
        return slots.length;
    }

    /** {@return the deployment at the position, 0 to {@code size() - 1}} */
    Slot slot(int position) {
        return slots[position];
    }

    /** {@return how the deployments share in a choice by weight} */
    Shares shares() {
        return shares;
    }
}
