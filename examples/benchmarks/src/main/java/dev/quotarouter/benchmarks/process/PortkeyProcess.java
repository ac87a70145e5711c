package dev.quotarouter.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Portkey's gateway, unmodified, in a process of its own. It is looked for in the folder that the system property {@code
 * benchmarks.portkey} names, in which {@code npm install @portkey-ai/gateway} was run. Whoever starts it closes it.
 */
public final class PortkeyProcess implements AutoCloseable {
    private static final Path PACKAGE = Path.of("node_modules", "@portkey-ai", "gateway");
    private static final Path PROGRAM = Path.of("build", "start-server.js");
    private static final int SECONDS_TO_START = 60;

    private final Process process;
    private final int port;

    private PortkeyProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** {@return the folder of its package; empty if the package or Node is not installed} */
    public static Optional<Path> installed() {
        return Optional.ofNullable(System.getProperty("benchmarks.portkey"))
                .map(folder -> Path.of(folder).resolve(PACKAGE))
                .filter(folder -> Files.exists(folder.resolve(PROGRAM)))
                .filter(folder -> hasNode());
    }

    /**
     * {@return its version, as its package tells it}
     *
     * @param folder what {@link #installed()} found
     * @throws IOException if the package does not tell
     */
    public static String version(Path folder) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("package.json")))
                .path("version")
                .asString();
    }

    /**
     * Starts it, on a port that is free.
     *
     * @param folder what {@link #installed()} found
     * @return the gateway, which listens
     * @throws IOException if it does not start
     */
    public static PortkeyProcess start(Path folder) throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder("node", folder.resolve(PROGRAM).toString(), "--headless", "--port=" + port)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        PortkeyProcess gateway = new PortkeyProcess(process, port);
        try {
            gateway.awaitPort();
        } catch (IOException e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    /** {@return its address, without a path} */
    public URI url() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port);
    }

    /** Ends it. */
    @Override
    public void close() {
        process.destroy();
    }

    private void awaitPort() throws IOException {
        long start = System.nanoTime();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(SECONDS_TO_START)) {
                throw new IOException("Portkey's gateway does not listen");
            }
            pause();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Portkey's gateway started", e);
        }
    }

    private static boolean hasNode() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
