package dev.quotarouter.benchmarks.gateway;

import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Contender;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Sends requests that were made beforehand over plain sockets and reads no more than it must, so that it costs little itself. */
final class SocketClient implements Contender {
    private final URI server;
    private final Wire wire;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    SocketClient(URI server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    @Override
    public Answer chat() throws IOException {
        return exchange(wire.plain(), wire.end(), () -> {});
    }

    @Override
    public Answer stream(Runnable onChunk) throws IOException {
        return exchange(wire.streamed(), wire.streamEnd(), onChunk);
    }

    @Override
    public void close() {
        for (@Nullable Connection next = idle.poll(); next != null; next = idle.poll()) {
            next.close();
        }
    }

    /** {@return a connection that the other side has not given up meanwhile}: both gateways close those that idle */
    private Connection connection() throws IOException {
        for (@Nullable Connection next = idle.poll(); next != null; next = idle.poll()) {
            if (!next.idles()) {
                return next;
            }
            next.close();
        }
        return Connection.to(server);
    }

    private Answer exchange(byte[] request, String end, Runnable onChunk) throws IOException {
        Connection connection = connection();
        try {
            RawAnswer answer = connection.exchange(request, onChunk);
            answer.requireWhole(end);
            idle.push(connection);
            return answer;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }
}
