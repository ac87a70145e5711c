package dev.quotarouter.gemini;

import dev.quotarouter.provider.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Response;

/** Turns an HTTP answer into an outcome. */
final class GeminiAnswers {
    private static final int OK = 200;
    /** Errors are short; of what is longer the beginning tells enough. */
    private static final int MAX_ERROR_BYTES = 256 * 1024;

    private final long maxResponseBytes;
    private final ProviderWords words;

    GeminiAnswers(long maxResponseBytes, ProviderWords words) {
        this.maxResponseBytes = maxResponseBytes;
        this.words = words;
    }

    /**
     * Reads the answer to its end; does not close it.
     *
     * @throws IOException if a reply breaks off or is too long
     * @throws tools.jackson.core.JacksonException if a reply is not the JSON expected
     */
    Outcome read(Response response) throws IOException {
        if (response.code() != OK) {
            return failed(response.code(), errorBody(response), retryAfter(response));
        }
        try (InputStream body = new BoundedStream(response.body().byteStream(), maxResponseBytes)) {
            GeminiReply reply = GeminiReplyReader.read(body);
            // Gateways pass an error on under their own 200; the true status stands in the body.
            if (reply.error().isPresent() && reply.error().get().code() > OK) {
                return failed(reply.error().get().code(), reply.error().get(), Optional.empty());
            }
            return GeminiFinish.outcome(reply, words);
        }
    }

    private Outcome failed(int httpStatus, GeminiErrorBody error, Optional<Duration> retryAfter) {
        return new Outcome.Failed(GeminiErrors.failure(httpStatus, error, retryAfter, words));
    }

    /** The status says most of it already, so a body that breaks off is taken as far as it came. */
    private static GeminiErrorBody errorBody(Response response) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream body = response.body().byteStream()) {
            byte[] chunk = new byte[4096];
            for (int read = body.read(chunk); read >= 0 && bytes.size() < MAX_ERROR_BYTES; read = body.read(chunk)) {
                bytes.write(chunk, 0, read);
            }
        } catch (IOException e) {
            // What came is in the bytes.
        }
        return GeminiErrorBody.of(bytes.toByteArray(), bytes.toString(StandardCharsets.UTF_8));
    }

    private static Optional<Duration> retryAfter(Response response) {
        String header = response.header("Retry-After", "");
        long seconds = header == null ? 0 : GeminiJson.count(header);
        return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }
}
