package dev.quotarouter.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link LoopbackServer} at work in a process of its own, whose processor time is not the client's. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final URI url;

    private ServerProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** {@return a server that takes connections} */
    static ServerProcess start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoopbackServer.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String port = out.readLine();
        if (port == null) {
            throw new IOException("the server did not start");
        }
        return new ServerProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    URI url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
