package dev.quotarouter.gemini;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the last answer's Content-Type means: OkHttp parses that of every answer, by regular expressions, whether or
 * not somebody asks for it, and a provider's answers are mostly of one type. Thread-safe.
 */
final class ContentTypes implements Interceptor {
    private volatile Known last = new Known("", null);

    private record Known(String header, @Nullable MediaType type) {}

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        MediaType type = type(response.header("Content-Type", ""));
        return response.newBuilder()
                .body(ResponseBody.create(body.source(), type, body.contentLength()))
                .build();
    }

    private @Nullable MediaType type(String header) {
        Known known = last;
        if (!known.header.equals(header)) {
            known = new Known(header, MediaType.parse(header));
            last = known;
        }
        return known.type;
    }
}
