package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.cli.batch.BatchFiles;
import dev.quotarouter.cli.batch.BatchProgress;
import dev.quotarouter.cli.batch.BatchResult;
import dev.quotarouter.cli.batch.BatchRun;
import dev.quotarouter.cli.batch.BatchSettings;
import dev.quotarouter.cli.batch.Clockwork;
import dev.quotarouter.cli.batch.UnusableBatchException;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.TimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quotarouter batch}: a file of requests in, a file of replies out. */
@Command(
        name = "batch",
        description = "Answers a JSONL file of requests through all the keys, as fast as their quotas allow.",
        mixinStandardHelpOptions = true)
final class BatchCommand implements Callable<Integer> {
    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration ELSEWHERE = Duration.ofSeconds(30);
    private static final int WIDTH_ELSEWHERE = 160;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    @Parameters(paramLabel = "FILE", description = "The requests: one {\"model\": …, \"messages\": […]} a line.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where the replies go, in the order of the requests.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Option(
            names = "--failures",
            paramLabel = "FILE",
            description = "Where the lines go that have no reply; beside the output unless given.")
    private Optional<Path> failures = Optional.empty();

    @Option(names = "--resume", description = "Go on where an earlier run ended; begin if there was none.")
    private boolean resume;

    @Option(names = "--retry-failed", description = "With --resume: ask again what failed for good, too.")
    private boolean retryFailed;

    @Option(names = "--strict", description = "Ask nothing if a line is bad.")
    private boolean strict;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many chats may be under way at once; what the minute limits let begin, unless given.")
    private Optional<Integer> parallel = Optional.empty();

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress on stderr.")
    private boolean quiet;

    BatchCommand(Function<String, Optional<String>> environment) {
        options = new RouterOptions(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (retryFailed && !resume) {
            throw options.wrongUse("--retry-failed goes with --resume");
        }
        BatchSettings settings = settings();
        ExecutorService thread = Executors.newSingleThreadExecutor(BatchCommand::daemon);
        Clockwork clockwork = new Clockwork(TimeSource.system(), Scheduler.system(), thread);
        try (QuotaRouter router = options.open()) {
            if (options.model().isPresent()) {
                options.modelOf(router);
            }
            try (BatchRun run = BatchRun.open(settings, router, clockwork, this::tell)) {
                return exitCode(ended(run, router));
            }
        } catch (UnusableBatchException mistake) {
            throw options.wrongUse(Endings.oneLine(String.valueOf(mistake.getMessage())));
        } finally {
            thread.shutdown();
        }
    }

    private BatchSettings settings() {
        try {
            return new BatchSettings(
                    BatchFiles.of(input, output, failures),
                    options.model(),
                    parallel.map(OptionalInt::of).orElse(OptionalInt.empty()),
                    strict,
                    resume,
                    retryFailed);
        } catch (IllegalArgumentException mistake) {
            throw options.wrongUse("--" + mistake.getMessage());
        }
    }

    private BatchResult ended(BatchRun run, QuotaRouter router) throws InterruptedException {
        ProgressBarConsumer screen = screen();
        // When it is asked for its width the terminal library takes the signals; ours come after it.
        int unused = screen.getMaxRenderedLength();
        Duration interval = onTerminal() ? ON_TERMINAL : ELSEWHERE;
        try (BatchProgress progress = new BatchProgress(
                        router, run.found(), run.parallel(), ZoneId.systemDefault(), screen, interval);
                StopSignals signals = new StopSignals()) {
            signals.onFirst(() -> stop(run));
            return run.start(progress).get();
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException("the batch broke off", unexpected.getCause());
        }
    }

    private void stop(BatchRun run) {
        tell(System.lineSeparator() + "stopping: what is under way is finished first; once more leaves it");
        run.stop();
    }

    private ProgressBarConsumer screen() {
        if (onTerminal()) {
            return new ConsoleProgressBarConsumer(System.err);
        }
        return new DelegatingProgressBarConsumer(line -> tellUnlessQuiet(line.stripTrailing()), WIDTH_ELSEWHERE);
    }

    private boolean onTerminal() {
        return !quiet && Ansi.AUTO.enabled();
    }

    private void tellUnlessQuiet(String line) {
        if (!quiet) {
            tell(line);
        }
    }

    private int exitCode(BatchResult result) {
        tell(String.format("%,d replied, %,d failed, %,d left", result.replied(), result.failed(), result.left()));
        if (result.failed() > 0) {
            tell("failures: " + BatchFiles.of(input, output, failures).failures());
        }
        if (result.broken().isPresent()) {
            tell("broken off: " + Endings.oneLine(result.broken().get().toString()) + "; --resume goes on"
                    + (result.lost() > 0 ? ", but " + result.lost() + " replies could not be written" : ""));
            return Endings.FAILURE;
        }
        if (result.left() > 0) {
            tell("--resume goes on");
            return Endings.INTERRUPTED;
        }
        return result.failed() > 0 ? Endings.FAILURE : Endings.SUCCESS;
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "batch");
        thread.setDaemon(true);
        return thread;
    }
}
