package dev.quotarouter.benchmarks.load;

import dev.quotarouter.benchmarks.loopback.ServerProcess;
import java.io.IOException;
import java.net.URI;

/**
 * A stage on which everybody talks to the same server.
 *
 * @param server the server, which ends with the stage
 */
public record OneServer(ServerProcess server) implements Stage {
    /**
     * {@return a stage with a server of its own}
     *
     * @throws IOException if that does not start
     */
    public static Stage set() throws IOException {
        return new OneServer(ServerProcess.start());
    }

    @Override
    public URI serverOf(Entrant entrant) {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
