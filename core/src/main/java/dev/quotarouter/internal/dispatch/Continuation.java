package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import java.util.Optional;

/** How a request goes on whose reply broke off. Has no state. */
final class Continuation {
    private static final String GO_ON =
            "Your last message broke off. Continue it exactly where it stopped: repeat nothing, and do not mention the break.";

    private Continuation() {}

    /**
     * {@return the request for the rest of the reply; empty if the rest cannot be asked for}
     *
     * <p>It can where only text has arrived: half an object of JSON, a tool call or an image would not fit what comes next.
     *
     * @param request what was asked
     * @param partial what has arrived of the reply, over all fragments
     */
    static Optional<ChatRequest> of(ChatRequest request, ChatResponse partial) {
        boolean plain = !request.responseFormat().json()
                && request.options().candidateCount() == 1
                && partial.message().parts().stream().allMatch(Continuation::isText);
        if (!plain) {
            return Optional.empty();
        }
        // Thoughts alone are no beginning of a reply.
        String text = partial.text();
        return Optional.of(
                text.isEmpty()
                        ? request
                        : request.toBuilder()
                                .message(ChatMessage.assistant(text))
                                .user(GO_ON)
                                .build());
    }

    private static boolean isText(Part part) {
        return part instanceof TextPart || part instanceof ThoughtPart;
    }
}
