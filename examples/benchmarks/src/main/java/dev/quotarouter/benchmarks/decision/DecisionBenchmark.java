package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.internal.admission.Slot;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What the router decides for a request whose first attempt succeeds: choose a deployment, take room in its pool, and
 * afterwards settle what was used. The clock is read twice, before the call and after it. What else is made for each request,
 * such as its demand and its list of attempts, is made beforehand here.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {
    /** Decide, reserve, settle. */
    @Benchmark
    public Slot decideReserveSettle(Caller caller) {
        Slot slot = caller.decideAndReserve();
        caller.settle();
        return slot;
    }
}
