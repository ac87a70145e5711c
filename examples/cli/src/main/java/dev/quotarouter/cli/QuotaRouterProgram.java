package dev.quotarouter.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code quotarouter}: its commands, and how it ends. */
@Command(
        name = "quotarouter",
        description = "Turns many Gemini keys into one dependable model.",
        versionProvider = ProgramVersion.class,
        mixinStandardHelpOptions = true,
        subcommands = CommandLine.HelpCommand.class)
public final class QuotaRouterProgram implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private QuotaRouterProgram() {}

    /** Runs one command and ends the process: 0 for success, 1 for a failure, 2 for wrong use. */
    public static void main(String[] args) {
        int exitCode = commandLine(name -> Optional.ofNullable(System.getenv(name)))
                .setOut(writer(FileDescriptor.out))
                .setErr(writer(FileDescriptor.err))
                .execute(args);
        System.exit(exitCode);
    }

    /** {@return the commands, with this as their environment} */
    static CommandLine commandLine(Function<String, Optional<String>> environment) {
        return new CommandLine(new QuotaRouterProgram())
                .addSubcommand(new ChatCommand(environment))
                .addSubcommand(new BatchCommand(environment))
                .addSubcommand(new StatusCommand(environment))
                .addSubcommand(new ExplainCommand(environment))
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new UnblockCommand(environment))
                .addSubcommand(new SimulateCommand(environment))
                .addSubcommand(new ServeCommand(environment))
                .addSubcommand(new SimulatorCommand())
                .addSubcommand(new DemoCommand(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Endings::wrongUse)
                .setExecutionExceptionHandler(Endings::failure);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    // Replies are in any language; the platform's encoding may be ASCII.
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
