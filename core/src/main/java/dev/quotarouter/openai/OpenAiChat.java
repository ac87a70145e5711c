package dev.quotarouter.openai;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.RouterException;
import java.time.Instant;
import java.util.List;

/**
 * OpenAI's chat completions, for applications that speak them already: JSON in and JSON out. It does no I/O; the chat between
 * the two is the router's. For streams see {@link OpenAiStreamWriter}.
 *
 * <p>Thread-safe.
 */
public final class OpenAiChat {
    private OpenAiChat() {}

    /**
     * Reads the body of a request. Fields that the router cannot honour are refused, all in one exception; fields that
     * constrain nothing are accepted, and listed in {@link OpenAiRequest#ignored()}.
     *
     * @param json one JSON object
     * @throws dev.quotarouter.error.InvalidRequestException if anything is wrong or not supported; its {@code problems()}
     *     have each field's place and what to write instead, and nothing of the request's contents
     */
    public static OpenAiRequest readRequest(String json) {
        return new RequestReader().read(requireNonNull(json, "json"));
    }

    /**
     * Writes a reply as a {@code chat.completion} object.
     *
     * @param requestedModel what the request called the model
     * @param created when the reply was made
     */
    public static String writeResponse(ChatResponse response, String requestedModel, Instant created) {
        requireNonNull(requestedModel, "requestedModel");
        return CompletionWriter.write(response, new CompletionHeader(response.id(), requestedModel, created));
    }

    /**
     * Writes a conversation as a request's {@code messages}: a JSON array. {@link #readRequest} reads it back, but for what
     * OpenAI has no place for: code that the provider ran, and what the model made that is neither text nor picture.
     */
    public static String writeMessages(List<ChatMessage> messages) {
        return ConversationWriter.write(messages);
    }

    /**
     * Writes an exception as an error object, with the HTTP status that fits it.
     *
     * @param now the present, which a {@code Retry-After} counts from
     */
    public static OpenAiError writeError(RouterException exception, Instant now) {
        return ErrorWriter.write(exception, now);
    }
}
