package dev.quotarouter.internal.admission;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.cooldown.Circuit.Pass;
import dev.quotarouter.internal.quota.Reservation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.routing.Candidates;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one decision, and the one that was chosen with all that it holds: room in its pool, passes of its
 * circuits. A session owns one and uses it for one decision after the other. Not thread-safe.
 */
public final class Selection implements Candidates {
    private final Reservation reservation = new Reservation();
    private final Slot[] candidates;
    private int size;
    private @Nullable Slot chosen;
    private long now;
    private Pass deploymentPass = Pass.NONE;
    private Pass modelPass = Pass.NONE;

    /**
     * An empty selection.
     *
     * @param most how many candidates there may be at most
     */
    public Selection(int most) {
        candidates = new Slot[most];
    }

    /** {@return the chosen deployment; only after a selection that succeeded} */
    public Slot slot() {
        return requireNonNull(chosen, "nothing has been selected");
    }

    /** {@return the room that is held for the attempt} */
    public Reservation reservation() {
        return reservation;
    }

    /** {@return the deployment's permission to call} */
    public Pass deploymentPass() {
        return deploymentPass;
    }

    /** {@return the model's permission to call} */
    public Pass modelPass() {
        return modelPass;
    }

    /** Gives everything back as if nothing had been chosen: no call was made. */
    public void giveBack(long now) {
        slot().circuit().withdrew(deploymentPass, now);
        slot().modelBooks().circuit().withdrew(modelPass, now);
        reservation.refund(now);
    }

    Slot candidate(int row) {
        return candidates[row];
    }

    void begin(long now) {
        this.now = now;
        size = 0;
    }

    boolean isFull() {
        return size == candidates.length;
    }

    void add(Slot slot) {
        candidates[size++] = slot;
    }

    void remove(int row) {
        candidates[row] = candidates[--size];
    }

    /**
     * Takes everything that a call to the candidate needs, or nothing.
     *
     * <p>The trials come last: they are taken only by someone who will surely call.
     */
    boolean tryTake(int row, Demand demand) {
        Slot slot = candidates[row];
        if (!slot.pool().tryReserve(reservation, slot.tokens(demand), now)) {
            return false;
        }
        deploymentPass = slot.circuit().tryPass(now);
        if (deploymentPass == Pass.NONE) {
            reservation.refund(now);
            return false;
        }
        modelPass = slot.modelBooks().circuit().tryPass(now);
        if (modelPass == Pass.NONE) {
            slot.circuit().withdrew(deploymentPass, now);
            reservation.refund(now);
            return false;
        }
        chosen = slot;
        return true;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String deployment(int row) {
        return candidates[row].id();
    }

    @Override
    public double minuteUtilization(int row) {
        return candidates[row].pool().minuteUtilization();
    }

    @Override
    public double daySlack(int row) {
        return candidates[row].pool().daySlack(now);
    }

    @Override
    public long requestsThisMinute(int row) {
        return candidates[row].pool().taken(QuotaDimension.REQUESTS, QuotaSpan.MINUTE);
    }

    @Override
    public long requestsToday(int row) {
        return candidates[row].pool().taken(QuotaDimension.REQUESTS, QuotaSpan.DAY);
    }
}
