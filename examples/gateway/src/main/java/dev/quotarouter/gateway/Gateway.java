package dev.quotarouter.gateway;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.time.TimeSource;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
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
    /** How often the day's curve gets a point while nobody looks. */
    private static final long LOOK_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Vertx vertx;
    private final HttpServer server;
    private final GatewaySettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final UnderWay underWay;
    private final ModelFacts facts;

    private Gateway(Vertx vertx, HttpServer server, GatewaySettings settings, UnderWay underWay, ModelFacts facts) {
        this.vertx = vertx;
        this.server = server;
        this.settings = settings;
        this.underWay = underWay;
        this.facts = facts;
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
        ModelFacts facts = new ModelFacts();
        UnderWay underWay = new UnderWay();
        try {
            HttpServer server = join(listen(vertx, router, settings, underWay, facts));
            return new Gateway(vertx, server, settings, underWay, facts);
        } catch (CompletionException failure) {
            facts.close();
            join(vertx.close());
            String where = settings.bindAddress() + ":" + settings.port();
            throw new UncheckedIOException("cannot listen at " + where, new IOException(failure.getCause()));
        }
    }

    private static Future<HttpServer> listen(
            Vertx vertx, QuotaRouter router, GatewaySettings settings, UnderWay underWay, ModelFacts facts) {
        Context loop = vertx.getOrCreateContext();
        GatewayLimits limits = settings.limits();
        TimeSource time = TimeSource.system();
        ReplyContext replies = new ReplyContext(loop, time, new Failures(time), limits.stallTimeout());
        Connections connections = new Connections(vertx, limits);
        Doorkeeper doorkeeper = new Doorkeeper(settings.masterKey());
        StatusRoute status = new StatusRoute(router, underWay);
        Routes routes = new Routes();
        routes.api(
                HttpMethod.POST,
                "/chat/completions",
                new ChatRoute(router, new Bodies(vertx, limits), underWay, replies));
        addModels(routes, router, time, facts);
        addHealth(routes, new HealthRoutes(router, underWay));
        addPage(routes, new Page(doorkeeper.wantsKey()), status);
        FrontDoor door = new FrontDoor(routes, doorkeeper, connections, replies.failures());
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.bindAddress())
                .setPort(settings.port())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setTcpKeepAlive(true)
                .setHttp2ClearTextEnabled(false);
        vertx.setPeriodic(0, LOOK_MILLIS, tick -> status.look());
        return vertx.createHttpServer(options)
                .connectionHandler(connections::opened)
                .requestHandler(door)
                .listen();
    }

    private static void addModels(Routes routes, QuotaRouter router, TimeSource time, ModelFacts facts) {
        ModelRoutes models = new ModelRoutes(router, time);
        routes.api(HttpMethod.GET, "/models", models::list)
                .api(HttpMethod.GET, "/models/", models::one)
                .api(HttpMethod.GET, "/model/info", new ModelInfoRoute(router, facts));
    }

    private static void addHealth(Routes routes, HealthRoutes health) {
        routes.guarded("/health", health::health)
                .guarded("/health/backlog", health::backlog)
                .open("/health/readiness", health::readiness)
                .open("/health/liveliness", health::liveliness)
                .open("/health/liveness", health::liveliness);
    }

    private static void addPage(Routes routes, Page page, StatusRoute status) {
        routes.open("/", page::html)
                .open("/page.js", page::script)
                .open("/page.css", page::style)
                .guarded("/status", status);
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
        underWay.stop();
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
        underWay.stop();
        facts.close();
        // Closing Vert.x alone would wait for what is under way.
        join(server.close());
        join(vertx.close());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
