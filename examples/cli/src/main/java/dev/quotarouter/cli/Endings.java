package dev.quotarouter.cli;

import dev.quotarouter.error.ConfigException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How the program ends when it does not end well: the exit code, and the words on stderr. Has no state. */
final class Endings {
    static final int SUCCESS = 0;
    static final int FAILURE = 1;
    static final int WRONG_USE = 2;
    /** As a shell counts a process that a Ctrl-C ended. */
    static final int INTERRUPTED = 130;

    private Endings() {}

    static int wrongUse(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(words(mistake));
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return WRONG_USE;
    }

    static int failure(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigException mistakes) {
            mistakes.problems().forEach(problem -> err.println(oneLine(problem.toString())));
            err.flush();
            return WRONG_USE;
        }
        err.println(words(failure));
        err.flush();
        return FAILURE;
    }

    private static String words(Exception failure) {
        String message = failure.getMessage();
        return oneLine(message == null ? failure.toString() : message);
    }

    /** {@return the text without line breaks and without characters that would steer a terminal} */
    static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
