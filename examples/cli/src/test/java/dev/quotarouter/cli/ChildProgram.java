package dev.quotarouter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program as processes of its own, in a folder. Closed, it leaves none of them behind, however
 * the test ended.
 */
final class ChildProgram implements AutoCloseable {
    /** How long a test waits for one, on a machine that has other things to do: long enough that only a hang is longer. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;
    private final Map<String, String> environment;
    private final List<Process> started = new ArrayList<>();

    ChildProgram(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Starts it; what it says to stderr goes to a file. */
    Process start(String... args) throws IOException {
        return run(command(args));
    }

    /** Starts it through a shell that has something to say before or after: {@code "$@"} is the program. */
    Process startInShell(String script, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(command(args));
        return run(command);
    }

    /** Starts it on a terminal of its own; what is on its screen goes to a file {@code typescript}. */
    Process startOnTerminal(String... args) throws IOException {
        String quoted = command(args).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return run(List.of("script", "-qefc", "exec " + quoted, "typescript"));
    }

    private static List<String> command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A small client that starts fast: several of them run one after the other.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), QuotaRouterProgram.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private Process run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("stderr").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** {@return what it has said to stderr, in all processes so far} */
    String err() {
        try {
            return Files.readString(folder.resolve("stderr"));
        } catch (IOException nothing) {
            return "";
        }
    }
}
