package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.StreamEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import okio.BufferedSource;
import tools.jackson.core.JsonParser;

/**
 * The chunks in the bytes of a stream. The first event is content, or the end of a reply that may have none, or a failure.
 *
 * <p>Not thread-safe.
 */
final class GeminiChunks {
    /** How other vendors end a stream; Gemini just hangs up. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final SseReader events;
    private final GeminiProgress progress;
    private final ArrayDeque<ChatChunk> ready = new ArrayDeque<>();

    GeminiChunks(BufferedSource source, long maxEventBytes, ProviderWords words) {
        this.events = new SseReader(source, maxEventBytes);
        this.progress = new GeminiProgress(words);
    }

    /** {@return whether the reply is whole} Little may follow; nothing that does can spoil it. */
    boolean finished() {
        return progress.finished() && progress.failure().isEmpty();
    }

    /** {@return whether the reply is whole, and all of its chunks were handed out} */
    boolean taken() {
        return finished() && ready.isEmpty();
    }

    /**
     * Waits for the next event.
     *
     * @throws IOException if the stream breaks
     * @throws tools.jackson.core.JacksonException if what came is not the JSON expected
     */
    StreamEvent next() throws IOException {
        while (true) {
            Optional<StreamEvent> event = buffered();
            if (event.isPresent()) {
                return event.get();
            }
            Optional<byte[]> data = events.next();
            if (data.isEmpty()) {
                return atEnd();
            }
            take(data.get());
        }
    }

    /**
     * {@return the next event if it is here already; never waits}
     *
     * @throws IOException if it is too long
     * @throws tools.jackson.core.JacksonException if what came is not the JSON expected
     */
    Optional<StreamEvent> buffered() throws IOException {
        while (ready.isEmpty() && progress.failure().isEmpty()) {
            Optional<byte[]> data = events.buffered();
            if (data.isEmpty()) {
                return Optional.empty();
            }
            take(data.get());
        }
        ChatChunk chunk = ready.poll();
        return chunk != null
                ? Optional.of(new StreamEvent.Chunk(chunk))
                : progress.failure().map(StreamEvent.Broken::new);
    }

    private void take(byte[] data) throws IOException {
        if (data.length == 0 || Arrays.equals(data, DONE)) {
            return;
        }
        try (JsonParser json = GeminiJson.parser(data)) {
            GeminiReplyReader.readAll(json, reply -> ready.addAll(progress.take(reply)));
        }
    }

    private StreamEvent atEnd() {
        return progress.finished()
                ? new StreamEvent.End()
                : new StreamEvent.Broken(
                        Failure.of(FailureKind.MALFORMED_RESPONSE, "the stream was cut off before its end"));
    }
}
