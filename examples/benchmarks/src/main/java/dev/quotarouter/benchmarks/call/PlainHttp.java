package dev.quotarouter.benchmarks.call;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp as an application with many callers sets it: it keeps as many idle connections as our provider does. Thread-safe. */
final class PlainHttp {
    private static final int IDLE_CONNECTIONS = 64;
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final OkHttpClient client = client();

    /** {@return a client with room for many callers} OkHttp itself keeps five idle connections. */
    static OkHttpClient client() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .build();
    }

    /** {@return the answer, of which nothing has been read yet} Whoever gets it closes it. */
    Response post(String url, byte[] body) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .header("x-goog-api-key", "secret")
                .post(RequestBody.create(body, JSON))
                .build();
        Response response = client.newCall(request).execute();
        if (!response.isSuccessful()) {
            response.close();
            throw new IOException("HTTP " + response.code());
        }
        return response;
    }

    void close() {
        client.connectionPool().evictAll();
    }
}
