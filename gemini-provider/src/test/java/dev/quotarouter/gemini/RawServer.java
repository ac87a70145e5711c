package dev.quotarouter.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ProviderTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that sends exactly the bytes it is told, when it is told, and sees when its caller hangs up. */
final class RawServer implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger connections = new AtomicInteger();
    final GeminiProvider provider;

    /** What happens on one connection, request by request. */
    @FunctionalInterface
    interface Script {
        void answer(Line line) throws IOException;
    }

    RawServer(Script script) {
        try {
            socket = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        provider = GeminiProvider.builder()
                .baseUrl(URI.create("http://127.0.0.1:" + socket.getLocalPort()))
                .build();
        threads.execute(() -> accept(script));
    }

    ChatConnection connection() {
        return provider.connect(new ProviderTarget(GeminiServer.MODEL, GeminiServer.KEY, Optional.empty()));
    }

    /** How many connections there have been. */
    int connections() {
        return connections.get();
    }

    private void accept(Script script) {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(caller, script));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Socket caller, Script script) {
        try (caller) {
            Line line = new Line(caller);
            while (line.takeRequest()) {
                script.answer(line);
            }
        } catch (IOException e) {
            // The caller hung up.
        }
    }

    @Override
    public void close() throws IOException {
        provider.close();
        socket.close();
        threads.shutdownNow();
    }

    /** One connection, seen from the server. */
    static final class Line {
        private final Socket caller;
        private final InputStream in;

        private Line(Socket caller) throws IOException {
            this.caller = caller;
            this.in = caller.getInputStream();
        }

        private boolean takeRequest() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.write(next);
            }
            Matcher length = CONTENT_LENGTH.matcher(head.toString(UTF_8));
            if (length.find()) {
                in.readNBytes(Integer.parseInt(length.group(1)));
            }
            return true;
        }

        void write(String bytes) throws IOException {
            caller.getOutputStream().write(bytes.getBytes(UTF_8));
            caller.getOutputStream().flush();
        }

        /** The beginning of an answer of unknown length. */
        void head() throws IOException {
            write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
        }

        /** A piece of the answer. */
        void piece(String text) throws IOException {
            write(Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n");
        }

        void event(String json) throws IOException {
            piece("data: " + json + "\r\n\r\n");
        }

        /** The orderly end of the answer. */
        void end() throws IOException {
            write("0\r\n\r\n");
        }

        /** Cuts the line. */
        void cut() throws IOException {
            caller.close();
        }

        /** Waits until the caller hangs up. */
        void awaitHangUp() {
            try {
                while (in.read() >= 0) {
                    // Nothing is expected of it.
                }
            } catch (IOException e) {
                // That, too, is hanging up.
            }
        }
    }
}
