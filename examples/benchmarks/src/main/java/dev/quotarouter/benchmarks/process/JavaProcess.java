package dev.quotarouter.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program of this class path in a process of its own, which is talked to a line at a time. It is expected to end when its
 * standard input does. Not thread-safe; whoever starts it closes it.
 */
public final class JavaProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;

    private JavaProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts a program.
     *
     * @param program the class with its {@code main}
     * @param options what the virtual machine is told
     * @param arguments what the program is told
     * @return the program, at work
     * @throws IOException if it does not start
     */
    public static JavaProcess start(Class<?> program, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new JavaProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** Says a line to the program. */
    public void say(String line) {
        in.println(line);
    }

    /**
     * Waits for a line of the program.
     *
     * @return the line
     * @throws IOException if the program ended without one
     */
    public String hear() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the program ended before it answered: "
                    + process.info().commandLine().orElse("?"));
        }
        return line;
    }

    /** {@return its number, for whoever watches it} */
    public long pid() {
        return process.pid();
    }

    /** Ends its input, and with it the program. */
    @Override
    public void close() {
        in.close();
    }
}
