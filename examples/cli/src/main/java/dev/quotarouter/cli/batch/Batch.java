package dev.quotarouter.cli.batch;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.cli.batch.LineContent.Asked;
import dev.quotarouter.cli.batch.LineRecord.State;
import dev.quotarouter.time.Scheduler.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the lines of all lanes: as many at once as are allowed, each when the router has room for it, and writes down what
 * becomes of each before anything else is done.
 *
 * <p>Everything but {@link #start} and {@link #stop} happens in the inbox, one event at a time, so nothing here is guarded.
 */
final class Batch {
    // Longer sleeps are cut up: a machine that was suspended, or a clock that was set, is noticed within minutes.
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(5);

    private final QuotaRouter router;
    private final Journal journal;
    private final List<Lane> lanes;
    private final int parallel;
    private final Clockwork clockwork;
    private final Consumer<Tally> observer;
    private final Inbox inbox;
    private final CompletableFuture<BatchResult> result = new CompletableFuture<>();
    private final Deque<Entry> unwritten = new ArrayDeque<>();
    private final Latency latency = new Latency();
    private Cancellation alarm = () -> {};
    private long replied;
    private long failed;
    private int underWay;
    private boolean stopped;
    private @Nullable Exception broken;

    /** What is to be written down about a line. */
    private record Entry(LineId id, State state, String text) {}

    /**
     * A batch that has not begun.
     *
     * @param lanes what there is to ask; stay the caller's
     * @param found what there was before
     * @param observer is told how far the batch is, whenever that has changed
     */
    Batch(
            QuotaRouter router,
            Journal journal,
            List<Lane> lanes,
            Tally found,
            int parallel,
            Clockwork clockwork,
            Consumer<Tally> observer) {
        this.router = router;
        this.journal = journal;
        this.lanes = lanes;
        this.parallel = parallel;
        this.clockwork = clockwork;
        this.observer = observer;
        this.replied = found.replied();
        this.failed = found.failed();
        this.inbox = new Inbox(clockwork.executor(), this::turn);
    }

    /** Begins; {@return the end} Nothing is under way any more when it comes. */
    CompletableFuture<BatchResult> start() {
        post(() -> {});
        return result;
    }

    /** Lets nothing more begin. What is under way comes to its end and is written down. Idempotent. */
    void stop() {
        post(() -> stopped = true);
    }

    private void post(Runnable event) {
        inbox.post(() -> {
            try {
                event.run();
            } catch (RuntimeException e) {
                breakOff(e);
            }
        });
    }

    private void turn() {
        if (result.isDone()) {
            return;
        }
        alarm.cancel();
        try {
            journal.force();
            startAll();
            observer.accept(tally());
        } catch (IOException | RuntimeException e) {
            breakOff(e);
        }
        if (underWay == 0 && (stopped || broken != null || waiting() == 0)) {
            end();
        } else if (!stopped && broken == null) {
            setAlarm();
        }
    }

    // A line of each lane in turn, so that none of them takes all the places.
    private void startAll() throws IOException {
        boolean any = !stopped && broken == null;
        while (any && underWay < parallel) {
            any = false;
            for (Lane lane : lanes) {
                if (underWay < parallel) {
                    Optional<Pending> next =
                            lane.take(router::explain, clockwork.time().now());
                    next.ifPresent(pending -> start(lane, pending));
                    any |= next.isPresent();
                }
            }
        }
    }

    private void start(Lane lane, Pending pending) {
        underWay++;
        long begun = clockwork.time().nanoTime();
        CompletableFuture<ChatResponse> chat;
        try {
            chat = router.chatAsync(pending.asked().request());
        } catch (RuntimeException e) {
            chat = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<ChatResponse> unused =
                chat.whenComplete((response, thrown) -> post(() -> ended(lane, pending, begun, response, thrown)));
    }

    private void ended(
            Lane lane, Pending pending, long begun, @Nullable ChatResponse response, @Nullable Throwable thrown) {
        underWay--;
        Asked asked = pending.asked();
        Instant now = clockwork.time().now();
        if (response != null) {
            String model = asked.request().model();
            write(new Entry(asked.id(), State.REPLIED, RecordLines.reply(asked.id(), model, response, now)));
            replied++;
            latency.add(clockwork.time().nanoTime() - begun);
            return;
        }
        Verdict verdict = Verdict.on(cause(thrown), pending.failures(), now);
        if (verdict instanceof Verdict.Again again) {
            lane.putBack(pending.again(again));
        } else if (verdict instanceof Verdict.GiveUp lost) {
            State state = lost.failure().mayPass() ? State.MAY_PASS : State.FAILED;
            write(new Entry(asked.id(), state, RecordLines.failure(asked.id(), lost.failure())));
            failed++;
        } else {
            lane.putBack(pending);
            stopped = true;
        }
    }

    private static Throwable cause(@Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause == null ? new IllegalStateException("a chat ended without a reply and without a reason") : cause;
    }

    private void write(Entry one) {
        try {
            journal.append(one.id(), one.state(), one.text());
        } catch (IOException | RuntimeException full) {
            unwritten.add(one);
            breakOff(full);
        }
    }

    // The first reason is the one to be told.
    private void breakOff(Exception reason) {
        broken = broken == null ? reason : broken;
    }

    private void end() {
        // There may be room on the disk by now; what is still not written is lost.
        int tries = unwritten.size();
        for (int i = 0; i < tries; i++) {
            write(unwritten.remove());
        }
        long lost =
                unwritten.stream().filter(one -> one.state() == State.REPLIED).count();
        long left = waiting() + unwritten.size();
        result.complete(new BatchResult(
                replied - lost,
                failed - (unwritten.size() - lost),
                left,
                Optional.ofNullable(broken),
                Math.toIntExact(lost)));
    }

    private void setAlarm() {
        if (underWay >= parallel) {
            return; // Whoever ends starts the next.
        }
        Instant now = clockwork.time().now();
        lanes.stream().map(Lane::opensAt).min(Instant::compareTo).ifPresent(opensAt -> {
            Duration sleep = opensAt.isBefore(now.plus(LONGEST_SLEEP)) ? Duration.between(now, opensAt) : LONGEST_SLEEP;
            alarm = clockwork.scheduler().schedule(sleep.plusMillis(1), () -> post(() -> {}));
        });
    }

    private long waiting() {
        return lanes.stream().mapToLong(Lane::waiting).sum();
    }

    private Tally tally() {
        Map<String, Long> waiting = lanes.stream().collect(Collectors.toMap(Lane::model, Lane::waiting));
        return new Tally(replied, failed, underWay, waiting, latency.mean());
    }
}
