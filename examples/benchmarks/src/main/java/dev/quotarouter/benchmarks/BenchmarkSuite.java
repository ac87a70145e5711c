package dev.quotarouter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that runs all benchmarks and writes down what came of it, for machines and for people. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Runs all benchmarks and writes <name>.json and <name>.md.")
public final class BenchmarkSuite implements Callable<Integer> {
    @Option(names = "--quick", description = "a few minutes, for a glance: not for figures to quote")
    private boolean quick;

    @Option(names = "--only", description = "a regular expression that the names of benchmarks must match")
    private String only = "";

    @Option(names = "--out", description = "the directory for the results; ${DEFAULT-VALUE} unless given")
    private Path out = Path.of("docs", "benchmarks");

    @Option(names = "--name", description = "the results' file name; results unless given, or quick")
    private String name = "";

    private BenchmarkSuite() {}

    /** Runs what the arguments say. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchmarkSuite()).execute(args));
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        Plan plan = quick ? Plan.quick() : Plan.full();
        Collection<RunResult> results = plan.run(only);
        String file = name.isEmpty() ? (quick ? "quick" : "results") : name;
        String report = new Report(results, MachineDescription.here()).markdown() + sideBySide(plan);
        Files.createDirectories(out);
        if (!results.isEmpty()) {
            ResultFormatFactory.getInstance(
                            ResultFormatType.JSON, out.resolve(file + ".json").toString())
                    .writeOut(results);
        }
        Files.writeString(out.resolve(file + ".md"), report);
        System.out.println(report);
        return CommandLine.ExitCode.OK;
    }

    private String sideBySide(Plan plan) throws IOException {
        boolean wanted = Pattern.compile(only).matcher("FirstChunkSideBySide").find();
        int rounds = plan.measured() * 10_000;
        return wanted ? SideBySide.measure(rounds, rounds).markdown() : "";
    }
}
