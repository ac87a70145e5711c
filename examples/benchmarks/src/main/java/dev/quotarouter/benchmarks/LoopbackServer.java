package dev.quotarouter.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Gives every HTTP/1.1 request the same reply at once, over connections that stay open. It reads no more of a request than it
 * must to find its end, so that the machine's time goes to the client that is measured.
 *
 * <p>Runs in a process of its own: it prints its port, and ends when its standard input does.
 */
final class LoopbackServer {
    private static final int BUFFER = 16 * 1024;

    private final byte[] reply;

    private LoopbackServer(byte[] reply) {
        this.reply = reply;
    }

    /** Serves until the standard input ends. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            LoopbackServer server = new LoopbackServer(reply());
            daemon(() -> server.accept(listener));
            System.out.println(listener.getLocalPort());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static byte[] reply() throws IOException {
        try (InputStream resource = LoopbackServer.class.getResourceAsStream("reply.json")) {
            if (resource == null) {
                throw new IOException("reply.json is missing from the class path");
            }
            byte[] body = resource.readAllBytes();
            String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: "
                    + body.length + "\r\n\r\n";
            return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        }
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // The listener was closed: the end.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            while (skipRequest(in)) {
                socket.getOutputStream().write(reply);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return whether there was a request} The other side ends the connection between two. */
    private static boolean skipRequest(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return false;
        }
        long length = 0;
        for (; !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
        return true;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "loopback");
        thread.setDaemon(true);
        thread.start();
    }
}
