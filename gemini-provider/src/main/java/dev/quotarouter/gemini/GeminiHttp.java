package dev.quotarouter.gemini;

import dev.quotarouter.time.Scheduler;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * OkHttp as the router needs it: one call is one request on the wire, and nothing but the call's own time limits it.
 *
 * <p>The threads of asynchronous calls are always ours; connections are the caller's if the client is.
 */
final class GeminiHttp {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int IDLE_CONNECTIONS = 64;

    private final OkHttpClient client;
    private final boolean ownConnections;
    private final CallsUnderWay underWay = new CallsUnderWay(Scheduler.system());

    GeminiHttp(Optional<OkHttpClient> given, Optional<Proxy> proxy) {
        ownConnections = given.isEmpty();
        OkHttpClient.Builder builder = given.map(OkHttpClient::newBuilder)
                .orElseGet(() -> new OkHttpClient.Builder()
                        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES)));
        proxy.ifPresent(builder::proxy);
        client = builder.dispatcher(unlimited())
                // Who is asked again, and when, is the router's to decide: every request costs quota.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                // A model may think for minutes without a byte.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .build();
    }

    CallsUnderWay underWay() {
        return underWay;
    }

    /** {@return the call, not started yet} */
    Call newCall(Request request, Duration timeout) {
        Call call = client.newCall(request);
        // OkHttp reads zero as no limit.
        long nanos = timeout.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : Math.max(1, timeout.toNanos());
        call.timeout().timeout(nanos, TimeUnit.NANOSECONDS);
        return call;
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
