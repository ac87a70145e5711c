package dev.quotarouter.benchmarks.decision;

import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** One benchmark's figures over all rounds. */
record Measurement(RunResult result) {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** {@return what tells it from all others} JMH's own id says nothing of threads. */
    String id() {
        return params().id() + " by " + threads();
    }

    boolean of(Class<?> benchmark) {
        return params().getBenchmark().startsWith(benchmark.getName() + ".");
    }

    String name() {
        String name = params().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    boolean is(String parameter, String value) {
        return value.equals(params().getParam(parameter));
    }

    String parameter(String name) {
        return String.valueOf(params().getParam(name));
    }

    int threads() {
        return params().getThreads();
    }

    /** {@return the time of one operation, in nanoseconds: the median} */
    double median() {
        return statistics().getPercentile(50) * nanos();
    }

    /** {@return the shortest time; of single calls or of seconds, as the benchmark samples} */
    double shortest() {
        return statistics().getMin() * nanos();
    }

    /** {@return the longest time} */
    double longest() {
        return statistics().getMax() * nanos();
    }

    /** {@return the bytes that one operation allocates} */
    double bytes() {
        return secondary(ALLOCATION);
    }

    /** {@return the processor time of one operation, in nanoseconds} */
    double cpu() {
        return secondary(ProcessCpuProfiler.LABEL);
    }

    private BenchmarkParams params() {
        return result.getParams();
    }

    private Statistics statistics() {
        return result.getPrimaryResult().getStatistics();
    }

    private double nanos() {
        return params().getTimeUnit().toNanos(1);
    }

    @SuppressWarnings("rawtypes") // JMH's own signature.
    private double secondary(String label) {
        Map<String, Result> results = result.getSecondaryResults();
        Result found = results.get(label);
        return found == null ? Double.NaN : found.getStatistics().getPercentile(50);
    }
}
