package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Selector;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.admission.Tried;
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
    private static final long COUNTED_TOKENS = Deployments.ESTIMATED_TOKENS * 9 / 10;

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

    /** What one caller's thread has of its own. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls begin() first.
    public static class Caller {
        private final Tried tried = new Tried();
        private Selector selector;
        private Route route;
        private Demand demand;
        private Selection selection;
        private long number;

        /** Begins. */
        @Setup
        public void begin(Deployments deployments) {
            selector = deployments.selector();
            route = deployments.routeOfOneCaller();
            demand = deployments.demand();
            selection = selector.selectionFor(route, false);
        }
    }

    /** Decide, reserve here and in the file, settle here and in the file. */
    @Benchmark
    public Slot decideReserveSettle(Caller caller, UsageFile file) {
        Selection selection = caller.selection;
        if (!caller.selector.select(caller.route, caller.demand, caller.tried, System.currentTimeMillis(), selection)) {
            throw new IllegalStateException("nobody can serve: the limits are too small for this machine");
        }
        Slot slot = selection.slot();
        Reservation held = selection.reservation();
        PoolUse use = new PoolUse(
                slot.id(),
                caller.number++,
                Instant.ofEpochMilli(held.openedAt()),
                Instant.ofEpochMilli(held.dayEndsAt()),
                held.estimate());
        file.store.reserve(use, slot.pool().limits());
        held.settle(COUNTED_TOKENS, System.currentTimeMillis());
        file.store.settle(use, COUNTED_TOKENS);
        selection.ended();
        slot.circuit().succeeded(selection.deploymentPass());
        slot.modelBooks().circuit().succeeded(selection.modelPass());
        return slot;
    }
}
