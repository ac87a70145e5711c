package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.quota.Reservation;
import dev.quotarouter.store.FileUsageStore;
import dev.quotarouter.store.PoolUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A decision whose use is written to a file before the call, and settled there after it: what memory over restarts costs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UsageFileBenchmark {
    /** The file that all callers write to. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls open() first.
    public static class UsageFile {
        private Path folder;
        private FileUsageStore store;

        /** Opens the file. */
        @Setup
        public void open() {
            try {
                folder = Files.createTempDirectory("usage");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            store = FileUsageStore.open(folder.resolve("usage"));
            store.recall(Set.of(), Set.of(), Instant.now());
        }

        /** Removes it. */
        @TearDown
        public void remove() {
            store.close();
            try {
                Files.deleteIfExists(folder.resolve("usage"));
                Files.deleteIfExists(folder.resolve("usage.lock"));
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The numbers of one caller's uses. */
    @State(Scope.Thread)
    public static class UseNumbers {
        private long next;
    }

    /** Decide, reserve here and in the file, settle here and in the file. */
    @Benchmark
    public Slot decideReserveSettle(Caller caller, UseNumbers numbers, UsageFile file) {
        Slot slot = caller.decideAndReserve();
        Reservation held = caller.reservation();
        PoolUse use = new PoolUse(
                slot.id(),
                numbers.next++,
                Instant.ofEpochMilli(held.openedAt()),
                Instant.ofEpochMilli(held.dayEndsAt()),
                held.estimate());
        file.store.reserve(use, slot.pool().limits());
        caller.settle();
        file.store.settle(use, Caller.COUNTED_TOKENS);
        return slot;
    }
}
