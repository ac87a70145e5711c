package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.benchmarks.report.Effort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How often and how long everything is measured.
 *
 * <p>All benchmarks run once in each round, each in a JVM of its own, and the rounds are taken together: what is compared was
 * measured side by side, so that a neighbour who disturbs the machine for a minute disturbs both.
 *
 * @param rounds how many rounds there are
 * @param measured how many seconds each benchmark is measured in a round
 * @param warmUp how many seconds the JVM gets before
 */
record Plan(int rounds, int measured, int warmUp) {
    static Plan of(Effort effort) {
        return switch (effort) {
            case QUICK -> new Plan(1, 2, 2);
            case FULL -> new Plan(3, 3, 3);
        };
    }

    Collection<RunResult> run() throws RunnerException {
        Map<String, List<RunResult>> collected = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Round " + round + " of " + rounds);
            for (RunResult result : round()) {
                collected
                        .computeIfAbsent(new Measurement(result).id(), id -> new ArrayList<>())
                        .add(result);
            }
        }
        return collected.values().stream().map(Plan::together).toList();
    }

    private List<RunResult> round() throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        results.addAll(run(BaselineBenchmark.class, options -> options.threads(1)));
        results.addAll(
                run(DecisionBenchmark.class, options -> options.threads(1).param("routes", "SHARED")));
        results.addAll(
                run(DecisionBenchmark.class, options -> options.threads(2).param("day", "FRESH")));
        for (int threads : new int[] {1, 2}) {
            results.addAll(run(
                    UsageFileBenchmark.class,
                    options -> options.threads(threads)
                            .param("deployments", "10")
                            .param("day", "FRESH")
                            .param("routes", "SHARED")));
        }
        return results;
    }

    private Collection<RunResult> run(Class<?> benchmark, UnaryOperator<ChainedOptionsBuilder> more)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(Pattern.quote(benchmark.getName()))
                .forks(1)
                .warmupIterations(warmUp)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(measured)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .jvmArgsAppend("-Xms1g", "-Xmx1g")
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessCpuProfiler.class);
        return new Runner(more.apply(options).build()).run();
    }

    private static RunResult together(List<RunResult> rounds) {
        List<BenchmarkResult> results = rounds.stream()
                .flatMap(round -> round.getBenchmarkResults().stream())
                .toList();
        return new RunResult(rounds.get(0).getParams(), results);
    }
}
