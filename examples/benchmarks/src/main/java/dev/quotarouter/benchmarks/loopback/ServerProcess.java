package dev.quotarouter.benchmarks.loopback;

import dev.quotarouter.benchmarks.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A {@link LoopbackServer} at work in a process of its own, whose processor time is not the client's. */
public final class ServerProcess implements AutoCloseable {
    private final JavaProcess process;
    private final URI url;

    private ServerProcess(JavaProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one.
     *
     * @return a server that takes connections
     * @throws IOException if it does not start
     */
    public static ServerProcess start() throws IOException {
        JavaProcess process =
                JavaProcess.start(LoopbackServer.class, List.of("-Xmx256m", "-Xss256k", "-XX:+UseSerialGC"));
        return new ServerProcess(process, URI.create("http://127.0.0.1:" + process.hear()));
    }

    /** {@return where it is} */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.close();
    }
}
