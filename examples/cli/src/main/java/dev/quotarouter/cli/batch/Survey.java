package dev.quotarouter.cli.batch;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.cli.batch.LineContent.Asked;
import dev.quotarouter.cli.batch.LineContent.Bad;
import dev.quotarouter.cli.batch.LineRecord.State;
import dev.quotarouter.error.NoSuitableDeploymentException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The first reading of the input: what there is to ask, what has been asked before, and what cannot be asked, all found before
 * anything is paid. Nothing of the lines stays in memory.
 */
final class Survey {
    private final BatchSettings settings;
    private final RequestLines requests;
    private final QuotaRouter router;
    private final Journal journal;
    private final Backlog backlog;
    private final Consumer<String> report;
    private final Map<String, Long> toAsk = new LinkedHashMap<>();
    private long replied;
    private long failed;
    private long bad;

    /**
     * A survey.
     *
     * @param report is told of every bad line
     */
    Survey(BatchSettings settings, QuotaRouter router, Journal journal, Consumer<String> report) {
        this.settings = settings;
        this.requests = new RequestLines(settings.model());
        this.router = router;
        this.journal = journal;
        this.backlog = new Backlog(journal, settings.retryFailed());
        this.report = report;
    }

    /**
     * Reads the whole input; bad lines go to the journal as failures.
     *
     * @throws UnusableBatchException if a line that has its reply is another one now, or there are bad lines and none are
     *     allowed
     */
    void read() throws IOException {
        try (LineReader lines = LineReader.open(settings.files().input())) {
            for (Optional<TextLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().isBlank()) {
                    read(line.get());
                }
            }
        }
        if (bad > 0 && settings.strict()) {
            throw new UnusableBatchException(bad + " bad lines; mend them, or leave out --strict. Nothing was asked");
        }
        journal.force();
    }

    /** {@return how many lines there are to ask of each model, in the order of the input} */
    Map<String, Long> toAsk() {
        return toAsk;
    }

    /** {@return how many lines have their reply} */
    long replied() {
        return replied;
    }

    /** {@return how many lines have failed and are not asked again, the bad ones included} */
    long failed() {
        return failed;
    }

    private void read(TextLine line) throws IOException {
        Optional<LineRecord> known = journal.find(line.number());
        boolean replied = known.filter(one -> one.state() == State.REPLIED).isPresent();
        if (replied && known.get().digest() != line.digest()) {
            throw new UnusableBatchException(
                    settings.files().input() + ":" + line.number()
                            + ": is not the line that was asked before; go on with the input as it was, or name another output");
        }
        if (!backlog.isOpen(line)) {
            this.replied += replied ? 1 : 0;
            failed += replied ? 0 : 1;
            return;
        }
        readOpen(checked(requests.read(line)));
    }

    private void readOpen(LineContent line) throws IOException {
        if (line instanceof Asked asked) {
            toAsk.merge(asked.request().model(), 1L, Long::sum);
            return;
        }
        Bad mistake = (Bad) line;
        report.accept(settings.files().input() + ":" + mistake.id().line() + ": " + mistake.problem());
        bad++;
        failed++;
        if (!settings.strict()) {
            journal.append(
                    mistake.id(),
                    State.FAILED,
                    RecordLines.failure(mistake.id(), LineFailure.badLine(mistake.problem())));
        }
    }

    // Whether anybody answers to a name only the router can say: names may be patterns.
    private LineContent checked(LineContent line) {
        if (line instanceof Asked asked && !toAsk.containsKey(asked.request().model())) {
            try {
                router.explain(asked.request());
            } catch (NoSuitableDeploymentException unknown) {
                return new Bad(
                        line.id(), "model: " + unknown.getMessage() + "; write a name that the configuration has");
            }
        }
        return line;
    }
}
