package dev.quotarouter.cli;

import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.GeminiSimulatorBuilder;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quotarouter simulator}: a Gemini to play with, and the configuration for it. */
@Command(
        name = "simulator",
        description = "Runs a simulated Gemini until interrupted and prints a quota-router.yaml for it.",
        mixinStandardHelpOptions = true)
final class SimulatorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The port; any free one unless given.")
    private int port;

    @Override
    public Integer call() {
        try (GeminiSimulator gemini = world().start()) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(ConfigTemplate.CLASSIC.text(gemini.url()));
            out.flush();
            PrintWriter err = spec.commandLine().getErr();
            err.println("simulated Gemini at " + gemini.url() + "; Ctrl-C ends it");
            err.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        return Endings.SUCCESS;
    }

    private GeminiSimulatorBuilder world() {
        try {
            return GeminiSimulator.classicWorld().port(port);
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()));
        }
    }
}
