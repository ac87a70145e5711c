package dev.quotarouter.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Calls a contender for one turn, by many threads at once, and measures it. Each is used once. */
final class Callers {
    /** How long nothing may come: a server may leave new connections waiting for most of a minute and be in order. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    private final Contender contender;
    private final Turn turn;
    private final Optional<Beside> server;
    private final Duration patience;
    private final Histogram whole = new ConcurrentHistogram(DIGITS);
    private final Histogram firstChunk = new ConcurrentHistogram(DIGITS);
    private final CompletableFuture<Void> broken = new CompletableFuture<>();
    private final CompletableFuture<Void> warm = new CompletableFuture<>();
    private final AtomicInteger cold;
    private volatile Phase phase = Phase.LEAD;

    private enum Phase {
        LEAD,
        MEASURED,
        /** Nobody stops yet: a thread that ends takes its count of allocated bytes along. */
        MEASURED_ENOUGH,
        OVER
    }

    private Callers(Contender contender, Turn turn, OptionalLong server, Duration patience) {
        this.contender = contender;
        this.turn = turn;
        this.server = server.isPresent() ? Optional.of(new Beside(server.getAsLong())) : Optional.empty();
        this.patience = patience;
        this.cold = new AtomicInteger(turn.callers());
    }

    /**
     * Takes a turn.
     *
     * @param server the process of the server, if its use shall be told as well
     * @return what was measured
     * @throws IOException if a single call failed: a failure may be quicker than an answer; or if the server fell silent
     */
    static Sample take(Contender contender, Turn turn, OptionalLong server) throws IOException, InterruptedException {
        return take(contender, turn, server, PATIENCE);
    }

    /** Likewise, with another patience. */
    static Sample take(Contender contender, Turn turn, OptionalLong server, Duration patience)
            throws IOException, InterruptedException {
        return new Callers(contender, turn, server, patience).take();
    }

    private Sample take() throws IOException, InterruptedException {
        Thread[] threads = new Thread[turn.callers()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(this::call, "caller-" + i);
            threads[i].setDaemon(true);
            threads[i].start();
        }
        Sample sample;
        try {
            sample = measure();
        } finally {
            phase = Phase.OVER;
        }
        untilAllHaveGone(threads);
        return sample;
    }

    private Sample measure() throws IOException, InterruptedException {
        untilAllHaveCalled();
        pass(turn.leadMillis());
        // Both looks are taken right after the phase has changed, so that what is missed at the first is had at the
        // second.
        phase = Phase.MEASURED;
        Expense before = Expense.now();
        long serverBefore = serverCpu();
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            pass(turn.millis());
            if (few() && System.nanoTime() - deadline > 0) {
                throw silent("only " + whole.getTotalCount() + " calls of " + turn.callers() + " callers ended");
            }
        } while (few());
        phase = Phase.MEASURED_ENOUGH;
        Expense after = Expense.now();
        return sample(before, after, serverCpu() - serverBefore);
    }

    private boolean few() {
        return whole.getTotalCount() < turn.callers();
    }

    private long serverCpu() throws IOException {
        return server.isPresent() ? server.get().cpuNanos() : 0;
    }

    private Sample sample(Expense before, Expense after, long serverCpuNanos) throws IOException {
        long calls = whole.getTotalCount();
        Optional<ServerUse> use = server.isPresent()
                ? Optional.of(new ServerUse(
                        serverCpuNanos / NANOS_PER_MICRO / calls, server.get().residentKilobytes()))
                : Optional.empty();
        return new Sample(
                calls,
                calls / ((after.nanos() - before.nanos()) / NANOS_PER_SECOND),
                Latency.of(whole),
                firstChunk.getTotalCount() == 0 ? Optional.empty() : Optional.of(Latency.of(firstChunk)),
                (after.cpuNanos() - before.cpuNanos()) / NANOS_PER_MICRO / calls,
                (double) after.bytesSince(before) / calls,
                (after.compilerMillis() - before.compilerMillis()) * NANOS_PER_MILLI / (after.nanos() - before.nanos()),
                use);
    }

    /** Waits until every caller has had an answer: from then on all connections stand. */
    private void untilAllHaveCalled() throws IOException, InterruptedException {
        try {
            CompletableFuture.anyOf(warm, broken).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw silent("only " + (turn.callers() - cold.get()) + " of " + turn.callers() + " callers had an answer");
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    /** Waits until every caller has had its last answer, so that the next who takes a turn is alone. */
    private void untilAllHaveGone(Thread[] threads) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            // Not zero, which would be for ever.
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                throw silent("not all of " + turn.callers() + " callers had their last answer");
            }
        }
    }

    /** Tells the callers that wait for each other as well. */
    private IOException silent(String but) {
        IOException silent = new IOException("the server fell silent: " + but + " within " + patience);
        broken.completeExceptionally(silent);
        return silent;
    }

    /** Lets the callers call. */
    private void pass(long millis) throws IOException, InterruptedException {
        try {
            broken.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // As it should be: nothing broke.
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private static IOException failed(ExecutionException e) {
        return new IOException("a call failed", e.getCause());
    }

    private void call() {
        try {
            turn.mode().call(contender, () -> {});
            if (cold.decrementAndGet() == 0) {
                warm.complete(null);
            }
            // Who was served early does not call on: some servers would leave the others without a connection for a
            // minute.
            CompletableFuture.anyOf(warm, broken).join();
            while (phase != Phase.OVER) {
                Stopwatch stopwatch = new Stopwatch();
                turn.mode().call(contender, stopwatch::onChunk);
                stopwatch.stop();
                if (phase == Phase.MEASURED) {
                    stopwatch.writeTo(whole, firstChunk);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            // Errors as well: libraries that share a class path may miss each other's methods.
            broken.completeExceptionally(e);
        }
    }
}
