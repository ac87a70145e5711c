package dev.quotarouter.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A Gemini that says the same to everyone and counts who asked: every request that has arrived whole, answered or not. */
final class CountingServer implements AutoCloseable {
    private static final byte[] REPLY =
            reply("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"ok\"}],\"role\":\"model\"},"
                    + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":1,"
                    + "\"totalTokenCount\":6}}");

    private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final AtomicLong counted = new AtomicLong();
    private final Semaphore arrivals = new Semaphore(0);
    // One party for each connection, and one for the server itself.
    private final Phaser connections = new Phaser(1);

    CountingServer() throws IOException {
        start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** {@return how many requests have arrived, once all who sent some have hung up} */
    long countedInAll() throws InterruptedException, TimeoutException {
        connections.awaitAdvanceInterruptibly(connections.arrive(), 30, TimeUnit.SECONDS);
        return counted.get();
    }

    /** Waits until so many requests have arrived from now on. */
    void awaitArrivals(int requests) throws InterruptedException {
        arrivals.drainPermits();
        arrivals.tryAcquire(requests, 60, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                connections.register();
                start(() -> serve(caller));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            caller.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(caller.getInputStream());
            while (takeRequest(in)) {
                counted.incrementAndGet();
                arrivals.release();
                caller.getOutputStream().write(REPLY);
            }
        } catch (IOException e) {
            // Whoever was killed hangs up in the middle of a word.
        } finally {
            connections.arriveAndDeregister();
        }
    }

    private static boolean takeRequest(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return in.readNBytes(length).length == length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("hung up");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static byte[] reply(String json) {
        byte[] body = json.getBytes(UTF_8);
        String head =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length + "\r\n\r\n";
        return (head + json).getBytes(US_ASCII);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "counting-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
