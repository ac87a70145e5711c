package dev.quotarouter.cli;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.simulation.Curve;
import dev.quotarouter.simulation.KeyPlan;
import dev.quotarouter.simulation.Range;
import dev.quotarouter.simulation.ReportHtml;
import dev.quotarouter.simulation.ReportJson;
import dev.quotarouter.simulation.ReportText;
import dev.quotarouter.simulation.Simulation;
import dev.quotarouter.simulation.SimulationReport;
import dev.quotarouter.simulation.Trace;
import dev.quotarouter.simulation.Traffic;
import dev.quotarouter.simulation.Truth;
import dev.quotarouter.simulation.UnknownLimitsException;
import dev.quotarouter.simulation.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quotarouter simulate}: days of traffic in seconds, without a call to anybody. */
@Command(
        name = "simulate",
        description = {
            "Runs the router in virtual time against simulated quotas and tells what it would serve.",
            "Keys are needed by name only: a variable that is not set is no mistake here. It calls nobody."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RouterOptions options;

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "How long; ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            defaultValue = "2026-03-02",
            description = "The first day in Los Angeles; ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LocalDate from;

    @Option(
            names = "--load",
            paramLabel = "X",
            defaultValue = "1",
            description = "Requests, as a multiple of what the quotas carry in a day; ${DEFAULT-VALUE}.")
    private double load;

    @Option(
            names = "--curve",
            paramLabel = "CURVE",
            defaultValue = "constant",
            description = "How they are spread: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Curve curve;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Recorded requests instead of load and curve: WHEN[,TOKENS[,REPLY_MILLIS]] a line.")
    private Optional<Path> trace = Optional.empty();

    @Option(
            names = "--tokens",
            paramLabel = "LEAST-MOST",
            defaultValue = "200-4000",
            description = "The input tokens of a prompt; ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String tokens;

    @Option(
            names = "--reply",
            paramLabel = "LEAST-MOST",
            defaultValue = "1-8",
            description = "The seconds until a reply; ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String reply;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "How long a caller waits; unless given as the configuration says.")
    private Optional<Integer> deadline = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of all chance; ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--assume-tier",
            paramLabel = "TIER",
            description =
                    "The true limits of models of which the configuration says nothing; the router has to learn them.")
    private Optional<String> assumedTier = Optional.empty();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes a page with pictures, and the answer to how many keys are needed.")
    private Optional<Path> html = Optional.empty();

    @Option(names = "--json", description = "Prints everything as JSON.")
    private boolean json;

    SimulateCommand(Function<String, Optional<String>> environment) {
        // A name is enough: what stands behind it is never sent.
        options = new RouterOptions(name -> environment.apply(name).or(() -> Optional.of("no-key-for-" + name)));
    }

    @Override
    public Integer call() throws IOException {
        World world = world();
        SimulationReport report = Simulation.run(world);
        if (html.isPresent()) {
            Files.writeString(html.get(), ReportHtml.of(report, KeyPlan.of(world, assumedTier)));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            ReportText.lines(report).forEach(out::println);
        }
        out.flush();
        return Endings.SUCCESS;
    }

    private World world() throws IOException {
        RouterConfig config = options.read(options.file());
        try (GeminiProvider gemini = GeminiProvider.create();
                QuotaRouter router =
                        QuotaRouter.builder().config(config).usageInMemory().build()) {
            String model = options.modelOf(router);
            Truth truth = Truth.of(config, gemini, assumedTier);
            return new World(config, model, truth, List.of(), traffic(config), from, days, seed);
        } catch (UnknownLimitsException unknown) {
            throw options.wrongUse(unknown.getMessage() + " (--assume-tier free)");
        } catch (IllegalArgumentException wrong) {
            throw options.wrongUse(Endings.oneLine(String.valueOf(wrong.getMessage())));
        }
    }

    private Traffic traffic(RouterConfig config) throws IOException {
        Duration patience = deadline.map(Duration::ofSeconds)
                .or(config::requestDeadline)
                .orElseGet(() -> config.timeout().multipliedBy(1L + config.numRetries()));
        Optional<Trace> recorded = Optional.empty();
        if (trace.isPresent()) {
            recorded = Optional.of(Trace.read(trace.get()));
        }
        return new Traffic(load, curve, range(tokens, 1), range(reply, 1_000), patience, recorded);
    }

    private static Range range(String text, long unit) {
        String[] ends = text.split("-", 2);
        try {
            double least = Double.parseDouble(ends[0]);
            double most = Double.parseDouble(ends[ends.length - 1]);
            return new Range(Math.round(least * unit), Math.round(most * unit));
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("write LEAST-MOST, such as 200-4000, not " + text, malformed);
        }
    }
}
