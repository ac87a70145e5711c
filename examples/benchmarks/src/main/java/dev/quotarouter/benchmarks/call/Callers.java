package dev.quotarouter.benchmarks.call;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Calls a contender for one turn, by many threads at once, and measures it. Each is used once. */
final class Callers {
    private static final int DIGITS = 3;

    private final Contender contender;
    private final Turn turn;
    private final Histogram whole = new ConcurrentHistogram(DIGITS);
    private final Histogram firstChunk = new ConcurrentHistogram(DIGITS);
    private final CompletableFuture<Void> broken = new CompletableFuture<>();
    private volatile Phase phase = Phase.LEAD;

    private enum Phase {
        LEAD,
        MEASURED,
        OVER
    }

    private Callers(Contender contender, Turn turn) {
        this.contender = contender;
        this.turn = turn;
    }

    /**
     * Takes a turn.
     *
     * @return what was measured
     * @throws IOException if a single call failed: a failure may be quicker than an answer
     */
    static Sample take(Contender contender, Turn turn) throws IOException, InterruptedException {
        return new Callers(contender, turn).take();
    }

    private Sample take() throws IOException, InterruptedException {
        Thread[] threads = new Thread[turn.callers()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(this::call, "caller-" + i);
            threads[i].setDaemon(true);
            threads[i].start();
        }
        try {
            pass(turn.leadMillis());
            Expense before = Expense.now();
            phase = Phase.MEASURED;
            pass(turn.millis());
            phase = Phase.OVER;
            return sample(before, Expense.now());
        } finally {
            phase = Phase.OVER;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private Sample sample(Expense before, Expense after) throws IOException {
        long calls = whole.getTotalCount();
        if (calls == 0) {
            throw new IOException("no call ended in " + turn.millis() + " ms");
        }
        return new Sample(
                calls,
                Latency.of(whole),
                firstChunk.getTotalCount() == 0 ? Optional.empty() : Optional.of(Latency.of(firstChunk)),
                (double) (after.cpuNanos() - before.cpuNanos()) / calls,
                (double) after.bytesSince(before) / calls);
    }

    /** Lets the callers call. */
    private void pass(long millis) throws IOException, InterruptedException {
        try {
            broken.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // As it should be: nothing broke.
        } catch (ExecutionException e) {
            throw new IOException("a call failed", e.getCause());
        }
    }

    private void call() {
        try {
            while (phase != Phase.OVER) {
                Stopwatch stopwatch = new Stopwatch();
                turn.mode().call(contender, stopwatch::onChunk);
                stopwatch.stop();
                if (phase == Phase.MEASURED) {
                    stopwatch.writeTo(whole, firstChunk);
                }
            }
        } catch (IOException | RuntimeException e) {
            broken.completeExceptionally(e);
        }
    }
}
