package dev.quotarouter.benchmarks.load;

import dev.quotarouter.benchmarks.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/** A contender at work in a JVM of its own, with the same options for all. It idles but for its turns. */
final class ContenderProcess implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");

    private final JavaProcess process;

    private ContenderProcess(JavaProcess process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param server where it calls
     * @param watched the process of the server, if its use shall be told as well
     */
    static ContenderProcess start(Entrant entrant, URI server, OptionalLong watched) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(entrant.getClass().getName(), entrant.name(), server.toString()));
        watched.ifPresent(pid -> arguments.add(Long.toString(pid)));
        return new ContenderProcess(
                JavaProcess.start(ContenderProgram.class, OPTIONS, arguments.toArray(String[]::new)));
    }

    /**
     * Has it take a turn.
     *
     * @return what it measured
     * @throws IOException if a call failed
     */
    Sample take(Turn turn) throws IOException {
        process.say(JsonMapper.shared().writeValueAsString(turn));
        return JsonMapper.shared().readValue(process.hear(), Sample.class);
    }

    @Override
    public void close() {
        process.close();
    }
}
