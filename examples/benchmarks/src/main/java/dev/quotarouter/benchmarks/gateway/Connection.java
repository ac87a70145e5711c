package dev.quotarouter.benchmarks.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** One connection that stays open: HTTP/1.1, one request after the other. Not thread-safe. */
final class Connection {
    private static final int BUFFER = 16 * 1024;
    private static final int HEX = 16;
    private static final int VERSION = "HTTP/1.1 ".length();
    private static final int STATUS = 3;

    /** Shorter than anybody's patience with a connection that idles. */
    private static final long IDLE = Duration.ofSeconds(2).toNanos();

    private final Socket socket;
    private final InputStream in;
    private long usedAt = System.nanoTime();

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    static Connection to(URI server) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        return new Connection(socket);
    }

    /**
     * Sends a request; {@return its answer, read to the end}
     *
     * @param onChunk told of each chunk of the body, if it comes in chunks
     */
    RawAnswer exchange(byte[] request, Runnable onChunk) throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        long length = 0;
        boolean chunked = false;
        for (String header = line().toLowerCase(Locale.ROOT);
                !header.isEmpty();
                header = line().toLowerCase(Locale.ROOT)) {
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(value(header));
            }
            chunked |= header.startsWith("transfer-encoding:") && value(header).equals("chunked");
        }
        usedAt = System.nanoTime();
        byte[] body = chunked ? chunks(onChunk) : in.readNBytes(Math.toIntExact(length));
        if (!chunked && body.length < length) {
            throw new EOFException("the answer ended after " + body.length + " of " + length + " bytes");
        }
        return new RawAnswer(Integer.parseInt(status.substring(VERSION, VERSION + STATUS)), body);
    }

    /** {@return whether nobody has used it for a while} */
    boolean idles() {
        return System.nanoTime() - usedAt > IDLE;
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] chunks(Runnable onChunk) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            body.write(in.readNBytes(size));
            onChunk.run();
            require(line().isEmpty());
        }
        require(line().isEmpty());
        return body.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), HEX);
    }

    private static void require(boolean frame) throws IOException {
        if (!frame) {
            throw new IOException("a chunk is not as long as it says");
        }
    }

    private static String value(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended within an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
