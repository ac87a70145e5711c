package dev.quotarouter.openai;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.internal.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the chunks of one stream as {@code chat.completion.chunk} objects.
 *
 * <p>Not thread-safe: make one for each stream.
 */
public final class OpenAiStreamWriter {
    /** The event that ends a stream of server-sent events. */
    public static final String DONE = event("[DONE]");

    private final String requestedModel;
    private final Instant created;
    private final boolean includeUsage;
    private final Map<Integer, StreamedChoice> choices = new HashMap<>();
    private Optional<CompletionHeader> header = Optional.empty();
    private TokenUsage usage = TokenUsage.UNKNOWN;

    /**
     * Starts a stream.
     *
     * @param requestedModel what the request called the model
     * @param created when the stream was opened
     * @param includeUsage whether the last object tells what it cost: {@link OpenAiRequest#includeUsage()}
     */
    public OpenAiStreamWriter(String requestedModel, Instant created, boolean includeUsage) {
        this.requestedModel = requireNonNull(requestedModel, "requestedModel");
        this.created = requireNonNull(created, "created");
        this.includeUsage = includeUsage;
    }

    /** {@return a JSON text as a server-sent event} */
    public static String event(String json) {
        return "data: " + json + "\n\n";
    }

    /** {@return the next chunk as JSON texts, in order: none where it says nothing, two where it ends a reply} */
    public List<String> write(ChatChunk chunk) {
        if (!chunk.usage().equals(TokenUsage.UNKNOWN)) {
            usage = chunk.usage();
        }
        if (header.isEmpty()) {
            header = Optional.of(new CompletionHeader(chunk.id(), requestedModel, created));
        }
        StreamedChoice choice = choices.computeIfAbsent(chunk.candidate(), StreamedChoice::new);
        List<String> texts = new ArrayList<>(2);
        choice.said(chunk).ifPresent(said -> texts.add(object(said)));
        choice.finish(chunk).ifPresent(finish -> texts.add(object(finish)));
        return texts;
    }

    /** {@return what follows the last chunk: the object that tells what the stream cost, if it was asked for} */
    public List<String> finish() {
        if (!includeUsage) {
            return List.of();
        }
        return List.of(chunk(json -> {
            json.writeArrayPropertyStart("choices");
            json.writeEndArray();
            ReplyFacts.writeUsage(json, usage);
        }));
    }

    private String object(Consumer<JsonGenerator> choice) {
        return chunk(json -> {
            json.writeArrayPropertyStart("choices");
            json.writeStartObject();
            choice.accept(json);
            json.writeEndObject();
            json.writeEndArray();
            if (includeUsage) {
                json.writeNullProperty("usage");
            }
        });
    }

    private String chunk(Consumer<JsonGenerator> rest) {
        CompletionHeader first = header.orElse(new CompletionHeader(Optional.empty(), requestedModel, created));
        return JsonText.write(json -> {
            json.writeStartObject();
            first.write(json, "chat.completion.chunk");
            rest.accept(json);
            json.writeEndObject();
        });
    }
}
