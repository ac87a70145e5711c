package dev.quotarouter.benchmarks.loopback;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Gives every HTTP/1.1 request the same reply, or the same stream, at once, over connections that stay open. It reads no more of a request than it
 * must to find its end, so that the machine's time goes to the client that is measured.
 *
 * <p>Runs in a process of its own: it prints its port, and ends when its standard input does.
 */
final class LoopbackServer {
    private static final int BUFFER = 16 * 1024;
    private static final int EVENTS = 10;

    /** How many callers may connect at the same moment. */
    private static final int BACKLOG = 1_024;

    private final byte[] reply;
    private final List<byte[]> stream;

    private LoopbackServer(byte[] reply, List<byte[]> stream) {
        this.reply = reply;
        this.stream = stream;
    }

    /** Serves until the standard input ends. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            LoopbackServer server = new LoopbackServer(reply(), stream());
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
            return bytes(head + new String(body, StandardCharsets.UTF_8));
        }
    }

    /** Ten events, the first in a write of its own. */
    private static List<byte[]> stream() {
        StringBuilder rest = new StringBuilder();
        for (int i = 1; i < EVENTS; i++) {
            rest.append(frame(event(i, i == EVENTS - 1 ? ",\"finishReason\":\"STOP\"" : "")));
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        return List.of(bytes(head + frame(event(0, ""))), bytes(rest + "0\r\n\r\n"));
    }

    private static String event(int number, String finish) {
        return "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"The oldest library that still lends books, as far"
                + " as anybody knows, keeps a reading room. \"}],\"role\": \"model\"}" + finish
                + ",\"index\": 0}],\"usageMetadata\": {\"promptTokenCount\": 402,\"candidatesTokenCount\": "
                + 18 * number
                + ",\"totalTokenCount\": " + (402 + 18 * number)
                + "},\"modelVersion\": \"gemini-2.5-flash\",\"responseId\": \"8xQ\"}\r\n\r\n";
    }

    private static String frame(String chunk) {
        return Integer.toHexString(bytes(chunk).length) + "\r\n" + chunk + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
            OutputStream out = socket.getOutputStream();
            for (String first = skipRequest(in); !first.isEmpty(); first = skipRequest(in)) {
                if (first.contains(":streamGenerateContent")) {
                    for (byte[] piece : stream) {
                        out.write(piece);
                    }
                } else {
                    out.write(reply);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the first line of the request; empty if there was none} The other side ends the connection between two. */
    private static String skipRequest(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return first;
        }
        String line = first;
        long length = 0;
        for (; !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
        return first;
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
