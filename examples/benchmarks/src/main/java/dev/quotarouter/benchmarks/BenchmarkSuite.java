package dev.quotarouter.benchmarks;

import dev.quotarouter.benchmarks.call.CallPart;
import dev.quotarouter.benchmarks.decision.DecisionPart;
import dev.quotarouter.benchmarks.gateway.GatewayPart;
import dev.quotarouter.benchmarks.quality.QualityPart;
import dev.quotarouter.benchmarks.quality.SimulatedQualityPart;
import dev.quotarouter.benchmarks.report.Effort;
import dev.quotarouter.benchmarks.report.MachineDescription;
import dev.quotarouter.benchmarks.report.Part;
import dev.quotarouter.benchmarks.report.ReportFiles;
import dev.quotarouter.benchmarks.report.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that runs all benchmarks, part by part, and writes down what came of it, for machines and for people. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Runs the benchmarks and writes <part>.json, <part>.md and pictures.")
public final class BenchmarkSuite implements Callable<Integer> {
    private static final List<Part> PARTS = List.of(
            new DecisionPart(), new CallPart(), new GatewayPart(), new QualityPart(), new SimulatedQualityPart());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(names = "--quick", description = "a few minutes, for a glance: not for figures to quote")
    private boolean quick;

    @Option(names = "--only", split = ",", description = "the parts to run, with commas between; all unless given")
    private List<String> only = List.of();

    @Option(
            names = "--out",
            description = "the directory for the results; unless given docs/benchmarks, with --quick target/benchmarks")
    private @Nullable Path out;

    private BenchmarkSuite() {}

    /** Runs what the arguments say. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchmarkSuite()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = folder();
        ReportFiles files = new ReportFiles(folder, MachineDescription.here());
        for (Part part : parts()) {
            System.out.println("== " + part.name());
            System.out.println(
                    files.write(part.name(), command(part), part.measure(quick ? Effort.QUICK : Effort.FULL)));
        }
        new Summary(folder).write(PARTS.stream().map(Part::name).toList());
        return CommandLine.ExitCode.OK;
    }

    /** A glance does not overwrite figures that are quoted. */
    private Path folder() {
        return out != null ? out : quick ? Path.of("target", "benchmarks") : Path.of("docs", "benchmarks");
    }

    private List<Part> parts() {
        List<String> names = PARTS.stream().map(Part::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(spec.commandLine(), "There is no part " + name + ", only " + names + ".");
            }
        }
        return PARTS.stream()
                .filter(part -> only.isEmpty() || only.contains(part.name()))
                .toList();
    }

    private String command(Part part) {
        return "java -jar examples/benchmarks/target/benchmarks.jar --only " + part.name() + (quick ? " --quick" : "");
    }
}
