package dev.quotarouter.cli.batch;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.RouterStatus;
import java.io.Closeable;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/** A bar that shows how far a batch is, how fast it goes, and when it will be done. Thread-safe; the caller closes it. */
public final class BatchProgress implements Consumer<Tally>, Closeable {
    private final QuotaRouter router;
    private final int parallel;
    private final ZoneId zone;
    private final AtomicReference<Tally> latest;
    private final ProgressBar bar;

    /**
     * Draws the bar.
     *
     * @param router is asked for its status
     * @param start how far the batch is before it begins
     * @param parallel how many chats may be under way at once
     * @param zone of the reader's clock
     * @param screen where to draw
     * @param interval how often
     */
    public BatchProgress(
            QuotaRouter router, Tally start, int parallel, ZoneId zone, ProgressBarConsumer screen, Duration interval) {
        this.router = router;
        this.parallel = parallel;
        this.zone = zone;
        this.latest = new AtomicReference<>(start);
        this.bar = new ProgressBarBuilder()
                .setTaskName("batch")
                .setInitialMax(start.lines())
                .startsFrom(start.replied() + start.failed(), Duration.ZERO)
                .setUpdateIntervalMillis(Math.toIntExact(interval.toMillis()))
                .continuousUpdate()
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed(new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ENGLISH)))
                .setSpeedUnit(ChronoUnit.MINUTES)
                .setEtaFunction(this::remaining)
                .setConsumer(screen)
                .build();
    }

    @Override
    public void accept(Tally tally) {
        latest.set(tally);
        bar.stepTo(tally.replied() + tally.failed());
    }

    /** Leaves the bar as it is. */
    @Override
    public void close() {
        bar.close();
    }

    // The bar asks for it each time it is drawn, on a thread of its own: the time for a new message, too.
    private Optional<Duration> remaining(ProgressState state) {
        Tally tally = latest.get();
        RouterStatus status = router.status();
        Forecast forecast = Outlook.of(status, tally, parallel);
        String failed = tally.failed() > 0 ? ", " + tally.failed() + " failed" : "";
        String words = tally.left() > 0 ? Words.of(forecast, status.at(), zone) : "";
        bar.setExtraMessage(failed + (words.isEmpty() ? "" : ", " + words));
        return tally.left() > 0
                ? forecast.doneAt().map(end -> Duration.between(status.at(), end))
                : Optional.of(Duration.ZERO);
    }
}
