package dev.quotarouter.cli.batch;

import dev.quotarouter.QuotaRouter;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a batch, from its files back to them. Open it, start it once, wait for the end, close it. {@link #stop} may be
 * called from any thread.
 */
public final class BatchRun implements Closeable {
    private final BatchFiles files;
    private final Journal journal;
    private final List<Lane> lanes;
    private final Survey found;
    private final int parallel;
    private final QuotaRouter router;
    private final Clockwork clockwork;
    private volatile @Nullable Batch batch;

    private BatchRun(BatchSettings settings, Journal journal, Survey found, QuotaRouter router, Clockwork clockwork) {
        this.files = settings.files();
        this.journal = journal;
        this.found = found;
        this.router = router;
        this.clockwork = clockwork;
        RequestLines requests = new RequestLines(settings.model());
        Backlog backlog = new Backlog(journal, settings.retryFailed());
        this.lanes = found.toAsk().entrySet().stream()
                .map(model -> new Lane(model.getKey(), files.input(), requests, backlog, model.getValue()))
                .toList();
        this.parallel = settings.parallel()
                .orElseGet(() -> Parallelism.of(router.status(), found.toAsk().keySet()));
    }

    /**
     * Reads the whole input, and what an earlier run left. Nothing is asked yet.
     *
     * @param router whom to ask; stays the caller's
     * @param report is told of every bad line, as {@code FILE:LINE: what is wrong; what to write}
     * @throws UnusableBatchException if the batch cannot begin
     * @throws IOException if a file cannot be read or written
     */
    public static BatchRun open(
            BatchSettings settings, QuotaRouter router, Clockwork clockwork, Consumer<String> report)
            throws IOException {
        settings.files().check(settings.resume());
        Journal journal = Journal.open(settings.files());
        try {
            Survey found = new Survey(settings, router, journal, report);
            found.read();
            return new BatchRun(settings, journal, found, router, clockwork);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** {@return how far the batch is before anything is asked} */
    public Tally found() {
        return new Tally(found.replied(), found.failed(), 0, found.toAsk(), Duration.ZERO);
    }

    /** {@return how many chats may be under way at once} */
    public int parallel() {
        return parallel;
    }

    /**
     * Begins.
     *
     * @param observer is told how far the batch is, on the batch's own thread: nothing long
     * @return the end: output and failures stand in the order of the input, unless the run broke; then the journal has all
     */
    public CompletableFuture<BatchResult> start(Consumer<Tally> observer) {
        Batch begun = new Batch(router, journal, lanes, found(), parallel, clockwork, observer);
        batch = begun;
        return begun.start().thenApply(this::inOrder);
    }

    /** Lets nothing more begin; what is under way comes to its end and is kept. Idempotent; of no effect before the start. */
    public void stop() {
        Batch running = batch;
        if (running != null) {
            running.stop();
        }
    }

    private BatchResult inOrder(BatchResult result) {
        if (result.broken().isPresent()) {
            return result;
        }
        try {
            new OrderedFiles(files).fromJournal(journal);
            return result;
        } catch (IOException full) {
            return new BatchResult(result.replied(), result.failed(), result.left(), Optional.of(full), result.lost());
        }
    }

    /** Closes the files. Not before the end has come. */
    @Override
    public void close() throws IOException {
        for (Lane lane : lanes) {
            lane.close();
        }
        journal.close();
    }
}
