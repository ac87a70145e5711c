package dev.quotarouter.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends what it is told, be it HTTP or not. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) World.PATIENCE.toMillis());
    }

    /** {@return the first that comes back; empty if the connection is closed instead} */
    static String ask(int port, String text) {
        try (RawClient client = new RawClient(port)) {
            client.send(text);
            return client.read();
        } catch (IOException closed) {
            return "";
        }
    }

    Socket socket() {
        return socket;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** {@return what is there, once something is; empty at the end} */
    String read() throws IOException {
        byte[] some = new byte[8192];
        int length = socket.getInputStream().read(some);
        return length < 0 ? "" : new String(some, 0, length, StandardCharsets.UTF_8);
    }

    /** {@return a chat as it goes over the wire, without a key} */
    static String post(String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** {@return what comes until this has come} */
    String readUntil(String awaited) throws IOException {
        StringBuilder text = new StringBuilder();
        int looked = 0;
        while (text.indexOf(awaited, looked) < 0) {
            looked = Math.max(0, text.length() - awaited.length());
            String more = read();
            if (more.isEmpty()) {
                throw new IOException("closed after: " + text);
            }
            text.append(more);
        }
        return text.toString();
    }

    /** {@return whether the other side has closed the connection, with or without a word} */
    boolean isClosedAfterAll() {
        try {
            while (!read().isEmpty()) {}
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** {@return all that comes until the connection ends} */
    String readAll() throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
