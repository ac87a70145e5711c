package dev.quotarouter.gemini;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Remembers what each Content-Type means that has come: OkHttp parses that of every answer, by regular expressions, whether or
 * not somebody asks for it, and a provider has few. Thread-safe.
 */
final class ContentTypes implements Interceptor {
    /** More than any provider has; a server that invents them is not followed for ever. */
    private static final int MOST = 8;

    private volatile Map<String, Optional<MediaType>> known = Map.of();

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        MediaType type = type(response.header("Content-Type", "")).orElse(null);
        return response.newBuilder()
                .body(ResponseBody.create(body.source(), type, body.contentLength()))
                .build();
    }

    private Optional<MediaType> type(String header) {
        Optional<MediaType> type = known.get(header);
        return type == null ? learn(header) : type;
    }

    private Optional<MediaType> learn(String header) {
        Optional<MediaType> type = Optional.ofNullable(MediaType.parse(header));
        Map<String, Optional<MediaType>> before = known;
        if (before.size() < MOST) {
            // One that another thread adds meanwhile may be lost, and is learned again.
            Map<String, Optional<MediaType>> more = new HashMap<>(before);
            more.put(header, type);
            known = Map.copyOf(more);
        }
        return type;
    }
}
