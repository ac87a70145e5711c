package dev.quotarouter.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Portkey's gateway as npm brings it, unchanged, in a process of its own. Whoever starts it closes it. */
public final class PortkeyProcess implements AutoCloseable {
    private static final String VERSION = "1.15.2";

    private static final NpmPackage PACKAGE = new NpmPackage("@portkey-ai/gateway", VERSION);
    private static final String READY = "Ready for connections";

    private final Process process;
    private final URI url;

    private PortkeyProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one.
     *
     * @return a gateway that takes connections
     * @throws IOException if there is no Node, npm cannot get the package, or it does not start
     */
    public static PortkeyProcess start() throws IOException {
        Path program = PACKAGE.installed().resolve(Path.of("build", "start-server.js"));
        int port = freePort();
        Process process = new ProcessBuilder("node", program.toString(), "--headless", "--port=" + port)
                .redirectError(Redirect.DISCARD)
                .start();
        // It does not look at its input, so it would outlive this process if that was told to end.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        PortkeyProcess started = new PortkeyProcess(process, URI.create("http://127.0.0.1:" + port));
        try {
            started.untilReady();
            return started;
        } catch (IOException e) {
            started.close();
            throw e;
        }
    }

    /** {@return the version that is compared with, or why there is none} */
    public static String versionOrWhyNone(boolean present) {
        return present ? VERSION : "left out: there is no Node here, or npm cannot get it";
    }

    /** {@return where it is} */
    public URI url() {
        return url;
    }

    /** {@return its number, for whoever watches it} */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void untilReady() throws IOException {
        // Not closed: that would close the program's output, too.
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(READY)) {
                return;
            }
        }
        throw new IOException("Portkey's gateway ended before it was ready");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
