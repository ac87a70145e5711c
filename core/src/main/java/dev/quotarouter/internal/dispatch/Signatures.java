package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.Part;

/** What becomes of signatures that nobody accepts any more. Has no state. */
final class Signatures {
    private Signatures() {}

    /** {@return the request without what providers attached to its parts} Providers stand in for what they must have. */
    static ChatRequest without(ChatRequest request) {
        return request.toBuilder()
                .messages(request.messages().stream().map(Signatures::without).toList())
                .build();
    }

    private static ChatMessage without(ChatMessage message) {
        return new ChatMessage(
                message.role(),
                message.parts().stream().map(Part::withoutSignature).toList());
    }
}
