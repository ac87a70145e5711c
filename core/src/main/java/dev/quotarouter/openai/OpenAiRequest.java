package dev.quotarouter.openai;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatRequest;
import java.util.List;

/**
 * What an OpenAI request asks for.
 *
 * @param request the chat
 * @param stream whether the reply is wanted as a stream
 * @param includeUsage whether the stream's last chunk shall tell what it cost
 * @param ignored the fields that were accepted without effect, by their place: {@code metadata},
 *     {@code messages[0].name}
 */
public record OpenAiRequest(ChatRequest request, boolean stream, boolean includeUsage, List<String> ignored) {
    /** Copies the list. */
    public OpenAiRequest {
        requireNonNull(request, "request");
        ignored = List.copyOf(ignored);
    }
}
