package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatResponseCollector;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Response;
import okio.BufferedSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** Reads the HTTP answers of one key. Immutable. */
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
     * Reads a whole reply to its end.
     *
     * @throws IOException if it breaks off or is too long
     * @throws tools.jackson.core.JacksonException if it is not the JSON expected
     */
    Lookup<ChatResponse> reply(Response response) throws IOException {
        GeminiProgress progress = new GeminiProgress(words);
        ChatResponseCollector collector = new ChatResponseCollector();
        return json(response, json -> {
            GeminiReplyReader.readAll(json, event -> progress.take(event).forEach(collector::add));
            progress.close().forEach(collector::add);
            return progress.failure()
                    .<Lookup<ChatResponse>>map(Lookup.Failed::new)
                    .orElseGet(() -> new Lookup.Found<>(collector.response()));
        });
    }

    /**
     * Reads how many tokens were counted.
     *
     * @throws IOException if the answer breaks off
     * @throws tools.jackson.core.JacksonException if it is not the JSON expected
     */
    Lookup<Long> tokens(Response response) throws IOException {
        return json(response, json -> {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new StreamReadException(json, "the count is not a JSON object");
            }
            long tokens = 0;
            for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
                if (name.equals("totalTokens")) {
                    tokens = GeminiJson.count(json);
                } else {
                    json.skipChildren();
                }
            }
            GeminiJson.requireEnd(json);
            return new Lookup.Found<>(tokens);
        });
    }

    /**
     * {@return the chunks of a stream, or why there is none} Reads none of them yet.
     *
     * @param bytes the answer's body
     * @throws IOException if the answer breaks off
     */
    Lookup<GeminiChunks> chunks(Response response, BufferedSource bytes) throws IOException {
        return response.code() == OK
                ? new Lookup.Found<>(new GeminiChunks(bytes, maxResponseBytes, words))
                : new Lookup.Failed<>(refusal(response));
    }

    /**
     * Reads JSON of any kind; an answer that is an error fails.
     *
     * @throws IOException if it breaks off or is too long
     * @throws tools.jackson.core.JacksonException if it is not the JSON expected
     */
    <T> Lookup<T> json(Response response, Reader<T> reader) throws IOException {
        if (response.code() != OK) {
            return new Lookup.Failed<>(refusal(response));
        }
        try (InputStream body = new BoundedStream(response.body().byteStream(), maxResponseBytes);
                JsonParser json = GeminiJson.parser(body)) {
            return reader.read(json);
        }
    }

    /** Reads the JSON of one answer, from before its first token to its end. */
    @FunctionalInterface
    interface Reader<T> {
        Lookup<T> read(JsonParser json) throws IOException;
    }

    private Failure refusal(Response response) {
        return GeminiErrors.failure(response.code(), errorBody(response), retryAfter(response), words);
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
