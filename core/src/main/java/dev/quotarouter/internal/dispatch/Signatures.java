package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.ToolCall;
import java.util.Optional;

/** What becomes of signatures that nobody accepts any more. Has no state. */
final class Signatures {
    private Signatures() {}

    /** {@return the request without what providers attached to its parts} Providers stand in for what they must have. */
    static ChatRequest without(ChatRequest request) {
        ChatRequest.Builder bare = request.toBuilder()
                .messages(request.messages().stream().map(Signatures::without).toList());
        return bare.build();
    }

    private static ChatMessage without(ChatMessage message) {
        return new ChatMessage(
                message.role(),
                message.parts().stream().map(Signatures::without).toList());
    }

    private static Part without(Part part) {
        if (part.signature().isEmpty()) {
            return part;
        }
        if (part instanceof ToolCall call) {
            return new ToolCall(call.id(), call.name(), call.argumentsJson());
        }
        if (part instanceof TextPart text) {
            return new TextPart(text.text());
        }
        if (part instanceof ThoughtPart thought) {
            return new ThoughtPart(thought.text());
        }
        if (part instanceof CodePart code) {
            return new CodePart(code.id(), code.language(), code.code(), Optional.empty());
        }
        if (part instanceof CodeResultPart result) {
            return new CodeResultPart(result.id(), result.outcome(), result.output(), Optional.empty());
        }
        return part;
    }
}
