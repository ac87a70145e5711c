package dev.quotarouter.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway as a process of its own. */
final class ServedProgram implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile(" at (http://[0-9.:]+)");

    private final Path output;
    private final Process process;
    private final URI url;

    /**
     * Starts it, and waits until it listens.
     *
     * @param folder where its configuration is, as {@code quota-router.yaml}
     * @param java options of the virtual machine
     */
    ServedProgram(Path folder, Map<String, String> environment, List<String> java, String... options)
            throws IOException {
        output = folder.resolve("output");
        process = Command.start(folder, output, environment, command(java, options));
        Await.until("it listens", () -> LISTENS.matcher(said()).find() || !process.isAlive());
        Matcher listens = LISTENS.matcher(said());
        if (!listens.find()) {
            throw new AssertionError(said());
        }
        url = URI.create(listens.group(1));
    }

    static List<String> command(List<String> java, String... options) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(java);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), GatewayProgram.class.getName()));
        words.addAll(List.of(options));
        return words;
    }

    URI url() {
        return url;
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    /** Asks it to end, as an operator or Kubernetes does. */
    void terminate() {
        process.destroy();
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
