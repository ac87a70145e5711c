package dev.quotarouter.gemini;

import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.time.TimeSource;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * OkHttp as the router needs it: one call is one request on the wire, and once it is connected nothing but the call's own time
 * limits it.
 *
 * <p>The threads of asynchronous calls are always ours; connections are the caller's if the client is.
 */
final class GeminiHttp {
    private static final int IDLE_CONNECTIONS = 64;

    private final OkHttpClient client;
    private final boolean ownConnections;
    private final CallsUnderWay underWay;

    GeminiHttp(Optional<OkHttpClient> given, Optional<Proxy> proxy) {
        ownConnections = given.isEmpty();
        OkHttpClient.Builder builder = given.map(OkHttpClient::newBuilder)
                .orElseGet(() -> new OkHttpClient.Builder()
                        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES)));
        proxy.ifPresent(builder::proxy);
        client = builder.dispatcher(unlimited())
                .addNetworkInterceptor(new ContentTypes())
                // Who is asked again, and when, is the router's to decide: every request costs quota.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                // A model may think for minutes without a byte; the calls under way are watched.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .build();
        underWay = new CallsUnderWay(GeminiHttp::later, this::run, TimeSource.system());
    }

    /** {@return a request with what every one of them carries} The key goes into its header and nowhere else. */
    static Request.Builder request(HttpUrl url, ApiKey key) {
        return new Request.Builder()
                .url(url)
                .header("x-goog-api-key", key.reveal())
                .header("User-Agent", "quotarouter-gemini");
    }

    CallsUnderWay underWay() {
        return underWay;
    }

    /** {@return the call, not started yet, whose time runs from now on} */
    GeminiExchange exchange(Request request, Duration timeout, ProviderWords words) {
        return new GeminiExchange(client.newCall(request), underWay.time(timeout), words);
    }

    /** Runs the task on a thread of its own; once this is closed on the caller's, where no call waits any more. */
    void run(Runnable task) {
        try {
            client.dispatcher().executorService().execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** On the JDK's timer itself, not the common pool: an application may have filled that with the very calls to be broken off. */
    private static void later(Runnable task, long nanos) {
        CompletableFuture<Void> unused = new CompletableFuture<Void>()
                .completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS)
                .thenRun(task);
    }

    /** {@return how many connections a call holds} */
    int connectionsInUse() {
        ConnectionPool pool = client.connectionPool();
        int all;
        int idle;
        do {
            all = pool.connectionCount();
            idle = pool.idleConnectionCount();
            // Idle ones that were closed in between would look like ones in use.
        } while (all != pool.connectionCount());
        return all - idle;
    }

    void close() {
        underWay.close();
        client.dispatcher().executorService().shutdown();
        if (ownConnections) {
            client.connectionPool().evictAll();
        }
    }

    /** The router has its own limits, and a call that waits here would lose its time. */
    private static Dispatcher unlimited() {
        Dispatcher dispatcher = new Dispatcher(AsyncThreads.executor());
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }
}
