package dev.quotarouter.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** One contender in a process of its own: reads a turn from each line, takes it, and answers with a line of what it measured. */
final class ContenderProgram {
    private static final Logger LOG = LoggerFactory.getLogger(ContenderProgram.class);

    private static final int SERVER = 3;

    private ContenderProgram() {}

    /**
     * Takes turns until the standard input ends. A call that fails, or a first answer that is none, ends the program, without a
     * word on its standard output.
     *
     * @param arguments who contends: the enum and its constant; where the server is; and the server's
     *     process, if its use shall be told as well
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int status = 1;
        Entrant entrant = entrant(arguments[0], arguments[1]);
        try (Contender contender = entrant.open(URI.create(arguments[2]))) {
            new FirstAnswers(Callers.PATIENCE).require(entrant, contender);
            serve(contender, server(arguments));
            status = 0;
        } catch (IOException | RuntimeException e) {
            LOG.error("{} failed", arguments[1], e);
        } finally {
            // A library's threads may live on.
            System.exit(status);
        }
    }

    private static Entrant entrant(String type, String name) throws IOException {
        try {
            for (Object constant : Class.forName(type).getEnumConstants()) {
                if (constant instanceof Entrant entrant && entrant.name().equals(name)) {
                    return entrant;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IOException(type + " is missing from the class path", e);
        }
        throw new IOException("there is no " + name + " in " + type);
    }

    private static OptionalLong server(String[] arguments) {
        return arguments.length > SERVER ? OptionalLong.of(Long.parseLong(arguments[SERVER])) : OptionalLong.empty();
    }

    private static void serve(Contender contender, OptionalLong server) throws IOException, InterruptedException {
        JsonMapper json = JsonMapper.shared();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(
                    json.writeValueAsString(Callers.take(contender, json.readValue(line, Turn.class), server)));
        }
    }
}
