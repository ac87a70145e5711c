package dev.quotarouter.gemini;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;

/**
 * A body that can be sent once. OkHttp repeats some requests by itself (after 408, and 503 with {@code Retry-After: 0}),
 * but never one with such a body. Sending moves the bytes rather than copying them.
 */
final class OneShotBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final Buffer bytes;
    private final long length;

    OneShotBody(Buffer bytes) {
        this.bytes = bytes;
        this.length = bytes.size();
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes, length);
    }
}
