package dev.quotarouter.internal.admission;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.budget.Charge;
import dev.quotarouter.internal.cooldown.Circuit.Pass;
import dev.quotarouter.internal.quota.Reservation;
import dev.quotarouter.store.PoolUse;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one decision, and the one that was chosen with all that it holds: room in its pool and in the usage
 * store, passes of its circuits. A session owns one and uses it for one decision after the other. Not thread-safe.
 */
public final class Selection {
    private final Reservation reservation = new Reservation();
    private final Shortlist candidates;
    private final boolean streaming;
    private @Nullable Slot chosen;
    private boolean underWay;
    private final Charge charge = new Charge();
    private Pass deploymentPass = Pass.NONE;
    private Pass modelPass = Pass.NONE;
    private @Nullable PoolUse stored;

    /**
     * An empty selection.
     *
     * @param most how many candidates there may be at most
     * @param streaming whether the request is a stream
     */
    public Selection(int most, boolean streaming) {
        this.streaming = streaming;
        candidates = new Shortlist(most, streaming);
    }

    /** {@return the chosen deployment; only after a selection that succeeded} */
    public Slot slot() {
        return requireNonNull(chosen, "nothing has been selected");
    }

    /** {@return the room that is held for the attempt} */
    public Reservation reservation() {
        return reservation;
    }

    /** {@return the money that is held for the attempt} */
    public Charge charge() {
        return charge;
    }

    /** {@return the deployment's permission to call} */
    public Pass deploymentPass() {
        return deploymentPass;
    }

    /** {@return the model's permission to call} */
    public Pass modelPass() {
        return modelPass;
    }

    /** {@return whether the request is a stream} */
    public boolean isStream() {
        return streaming;
    }

    /** The call has ended, whatever came of it: it is no longer under way. Without effect if it has ended before. */
    public void ended() {
        if (underWay) {
            underWay = false;
            slot().load().inFlight().leave();
        }
    }

    /** The usage store holds the room as well. */
    public void storedAs(PoolUse use) {
        stored = use;
    }

    /** {@return what the usage store holds, for the one who now ends it; null if it holds nothing, or somebody did before} */
    public @Nullable PoolUse takeStored() {
        PoolUse use = stored;
        stored = null;
        return use;
    }

    /** Gives everything back as if nothing had been chosen: no call was made. */
    public void giveBack(long now) {
        slot().circuit().withdrew(deploymentPass, now);
        slot().modelBooks().circuit().withdrew(modelPass, now);
        reservation.refund(now);
        charge.refund();
        ended();
    }

    /** {@return the candidates of the decision that is being made} */
    Shortlist candidates() {
        return candidates;
    }

    /**
     * Takes everything that a call to the candidate needs, or nothing.
     *
     * <p>The trials come last: they are taken only by someone who will surely call.
     */
    boolean tryTake(Slot slot, Demand demand, long now) {
        if (!slot.pool().tryReserve(reservation, slot.tokens(demand), now)) {
            return false;
        }
        if (!slot.load().inFlight().tryEnter()) {
            reservation.refund(now);
            return false;
        }
        chosen = slot;
        underWay = true;
        if (!charge.tryOpen(slot.terms().budgets(), slot.expectedCharge(demand), now)) {
            ended();
            reservation.refund(now);
            return false;
        }
        if (!tryPass(slot, now)) {
            charge.refund();
            ended();
            reservation.refund(now);
            return false;
        }
        return true;
    }

    private boolean tryPass(Slot slot, long now) {
        deploymentPass = slot.circuit().tryPass(now);
        if (deploymentPass == Pass.NONE) {
            return false;
        }
        modelPass = slot.modelBooks().circuit().tryPass(now);
        if (modelPass == Pass.NONE) {
            slot.circuit().withdrew(deploymentPass, now);
            return false;
        }
        return true;
    }
}
