package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.quota.PoolSummary;
import org.jspecify.annotations.Nullable;

/**
 * Which deployments can serve a demand at one instant: the rules of {@link Slot#availability}, without the reason.
 *
 * <p>What holds for a model as a whole is found out once for all deployments that follow each other and share it. Not
 * thread-safe.
 */
final class Eligibility {
    private Demand demand = Demand.least();
    private long now;
    private @Nullable ModelBooks model;
    private boolean modelServes;
    private long estimate;
    private long corrected;

    /** From now on this is asked, and it is that late. */
    void of(Demand demand, long now) {
        this.demand = demand;
        this.now = now;
        model = null;
    }

    /** {@return what is left of the deployment's quota; null if the deployment cannot serve} */
    @Nullable
    PoolSummary quotaFor(Slot slot) {
        if (slot.modelBooks() != model) {
            look(slot);
        }
        if (!modelServes) {
            return null;
        }
        // What says no most often comes first.
        PoolSummary quota = slot.pool().summary(now);
        long tokens = corrected <= estimate ? corrected : Slot.within(quota.largestRequest(), estimate, corrected);
        boolean serves = quota.hasRoom(tokens, now)
                && slot.mayFit(demand)
                && slot.mayReply(demand)
                && !slot.key().isShut()
                && !slot.project().isShut()
                && slot.circuit().isPassable(now)
                && !slot.load().inFlight().isFull()
                && slot.hasMoneyFor(demand, now);
        return serves ? quota : null;
    }

    private void look(Slot slot) {
        model = slot.modelBooks();
        estimate = demand.tokens(slot.provider());
        corrected = model.corrected(estimate);
        modelServes = slot.canDo(demand) && model.circuit().isPassable(now);
    }
}
