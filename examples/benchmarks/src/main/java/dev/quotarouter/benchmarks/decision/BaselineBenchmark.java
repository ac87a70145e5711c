package dev.quotarouter.benchmarks.decision;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The yardsticks: what the cheapest things cost that any router needs, on the machine at hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BaselineBenchmark {
    private final AtomicLong number = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private long guarded;

    /** One compare-and-set that nobody disputes. */
    @Benchmark
    public boolean compareAndSet() {
        long current = number.get();
        return number.compareAndSet(current, current + 1);
    }

    /** One look at the clock. */
    @Benchmark
    public long clock() {
        return System.currentTimeMillis();
    }

    /** One lock that nobody disputes, taken and released. */
    @Benchmark
    public long lock() {
        lock.lock();
        try {
            return ++guarded;
        } finally {
            lock.unlock();
        }
    }
}
