package dev.quotarouter.gateway;

import dev.quotarouter.config.ConfigReader;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The gateway as a program of its own; {@code quotarouter serve} is the same beside the other commands. */
@Command(
        name = "quotarouter-gateway",
        description = "Serves OpenAI's chat completions through a router, until it is asked to stop.",
        mixinStandardHelpOptions = true)
public final class GatewayProgram implements Callable<Integer> {
    private static final int WRONG_USE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "quota-router.yaml",
            description = "The configuration; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Mixin
    private final ServeOptions options = new ServeOptions();

    private GatewayProgram() {}

    /** Serves until the process is asked to stop. Ends with 2 for wrong use or a configuration with mistakes. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new GatewayProgram())
                .setExecutionExceptionHandler(GatewayProgram::failure)
                .execute(args));
    }

    @Override
    public Integer call() {
        RouterConfig config = ConfigReader.create().withMasterKey().read(file);
        try {
            new Service(
                            config,
                            options.settings(config.masterKey()),
                            spec.commandLine().getErr())
                    .run();
        } catch (IllegalArgumentException wrongUse) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrongUse.getMessage()));
        }
        return 0;
    }

    private static int failure(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigException mistakes) {
            mistakes.problems().forEach(err::println);
            err.flush();
            return WRONG_USE;
        }
        err.println(failure.getMessage());
        err.flush();
        return 1;
    }
}
