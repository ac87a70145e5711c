package dev.quotarouter.internal.budget;

import java.util.List;
import java.util.Optional;

/**
 * The budgets that a deployment's calls are paid from, each of which must have room. Immutable; the budgets in it are not.
 *
 * @param all none, or several: its own, its model's, its provider's
 */
public record Budgets(List<Budget> all) {
    /** Whoever calls need not count money. */
    public static final Budgets NONE = new Budgets(List.of());

    /** Copies the list. */
    public Budgets {
        all = List.copyOf(all);
    }

    /** {@return whether there is none} */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** {@return the first budget that does not have room for a call of this cost} */
    public Optional<Budget> spent(long cost, long now) {
        return all.stream().filter(budget -> !budget.hasRoom(cost, now)).findFirst();
    }

    /** {@return whether each has room for a call of this cost} */
    public boolean hasRoom(long cost, long now) {
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).hasRoom(cost, now)) {
                return false;
            }
        }
        return true;
    }

    /** {@return when each may have room, the ends of calls under way included; {@link Long#MAX_VALUE} for never} */
    public long roomAt(long cost, long now) {
        return all.stream().mapToLong(budget -> budget.roomAt(cost, now)).max().orElse(now);
    }

    /** {@return when each has room by the clock alone; {@link Long#MAX_VALUE} for never} */
    public long wakesAt(long cost, long now) {
        return all.stream().mapToLong(budget -> budget.wakesAt(cost, now)).max().orElse(now);
    }
}
