package dev.quotarouter.gateway;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.QuotaRouter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An HTTP gateway in front of a router: OpenAI's chat completions for clients in any language, the router's health and status,
 * and a page that shows them live.
 *
 * <p>One event loop does all but the reading of large bodies; a stream holds no thread of the gateway. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
    private final Vertx vertx;
    private final HttpServer server;
    private final Answers answers;
    private final GatewaySettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gateway(Vertx vertx, HttpServer server, Answers answers, GatewaySettings settings) {
        this.vertx = vertx;
        this.server = server;
        this.answers = answers;
        this.settings = settings;
    }

    /**
     * Starts a gateway; it listens when this returns.
     *
     * @param router who answers; it stays the caller's, who closes it after the gateway
     * @throws UncheckedIOException if the address cannot be bound to
     */
    public static Gateway start(QuotaRouter router, GatewaySettings settings) {
        requireNonNull(router, "router");
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false)));
        Answers answers = new Answers(vertx, router, settings);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(settings.bindAddress())
                        .setPort(settings.port())
                        .setMaxHeaderSize(settings.limits().maxHeaderBytes())
                        .setTcpKeepAlive(true)
                        .setHttp2ClearTextEnabled(false)
                        // There are no web sockets here; their handler would look at every request.
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false))
                .connectionHandler(answers.connections()::opened)
                .requestHandler(answers.door());
        try {
            return new Gateway(vertx, join(server.listen()), answers, settings);
        } catch (CompletionException failure) {
            answers.close();
            join(vertx.close());
            String where = settings.bindAddress() + ":" + settings.port();
            throw new UncheckedIOException("cannot listen at " + where, new IOException(failure.getCause()));
        }
    }

    /** {@return where it listens, seen from this machine} */
    public URI url() {
        String address = settings.bindAddress();
        String host = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.actualPort());
    }

    /**
     * Stops in good order: says that it is not ready, then takes no new connections, then waits for the chats under way. What
     * is not over by then is broken off.
     *
     * @return completes when nothing is under way any more
     */
    public CompletableFuture<Void> drain() {
        answers.underWay().stop();
        DrainTimes times = settings.drain();
        return vertx.timer(Math.max(1, times.notice().toMillis()), TimeUnit.MILLISECONDS)
                .compose(noticed -> server.shutdown(times.time()))
                .toCompletionStage()
                .toCompletableFuture()
                // Not on the event loop: it is what ends, and would tell nobody any more.
                .handleAsync((done, failure) -> {
                    close();
                    return null;
                });
    }

    /** Stops at once; what is under way is broken off. Idempotent. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        answers.underWay().stop();
        answers.close();
        // Closing Vert.x alone would wait for what is under way.
        join(server.close());
        join(vertx.close());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
