package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Tried;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the router decides for a request whose first attempt succeeds: choose a deployment, take room in its pool, and
 * afterwards settle what was used. The clock is read twice, before the call and after it. What else is made for each request,
 * such as its demand and its list of attempts, is made beforehand here.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {
    /** Rather less than what was estimated, as it should be. */
    private static final long COUNTED_TOKENS = Deployments.ESTIMATED_TOKENS * 9 / 10;

    /** What one caller's thread has of its own. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls begin() first.
    public static class Caller {
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
    }

    /** Decide, reserve, settle. */
    @Benchmark
    public Slot decideReserveSettle(Caller caller) {
        Selection selection = caller.selection;
        if (!caller.selector.select(caller.route, caller.demand, caller.tried, System.currentTimeMillis(), selection)) {
            throw new IllegalStateException("nobody can serve: the limits are too small for this machine");
        }
        Slot slot = selection.slot();
        selection.reservation().settle(COUNTED_TOKENS, System.currentTimeMillis());
        selection.ended();
        slot.circuit().succeeded(selection.deploymentPass());
        slot.modelBooks().circuit().succeeded(selection.modelPass());
        return slot;
    }
}
