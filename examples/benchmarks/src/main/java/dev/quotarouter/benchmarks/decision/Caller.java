package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Tried;
import dev.quotarouter.internal.quota.Reservation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One caller's thread with what it has of its own, and what it does for a request before the call and after it. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls begin() first.
public class Caller {
    /** Rather less than what was estimated, as it should be. */
    static final long COUNTED_TOKENS = Deployments.ESTIMATED_TOKENS * 9 / 10;

    private final Tried tried = new Tried();
    private Selector selector;
    private Route route;
    private Demand demand;
    private Selection selection;

    /** Begins. */
    @Setup
    public void begin(Deployments deployments) {
        selector = deployments.selector();
        route = deployments.routeOfOneCaller();
        demand = deployments.demand();
        selection = selector.selectionFor(route, false);
    }

    /** {@return whom it may call, with room taken there} */
    Slot decideAndReserve() {
        if (!selector.select(route, demand, tried, System.currentTimeMillis(), selection)) {
            throw new IllegalStateException("nobody can serve: the limits are too small for this machine");
        }
        return selection.slot();
    }

    /** {@return the room that it has taken} */
    Reservation reservation() {
        return selection.reservation();
    }

    /** Settles what was used by a call that succeeded. */
    void settle() {
        Slot slot = selection.slot();
        selection.reservation().settle(COUNTED_TOKENS, System.currentTimeMillis());
        selection.ended();
        slot.circuit().succeeded(selection.deploymentPass());
        slot.modelBooks().circuit().succeeded(selection.modelPass());
    }
}
