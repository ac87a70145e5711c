package dev.quotarouter.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;

/** The program in this process, with streams that can be read afterwards. */
final class Program {
    private final Map<String, String> environment;

    Program(Map<String, String> environment) {
        this.environment = environment;
    }

    record Ended(int exitCode, String out, String err) {}

    Ended run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = QuotaRouterProgram.commandLine(name -> Optional.ofNullable(environment.get(name)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Ended(exitCode, out.toString(), err.toString());
    }
}
