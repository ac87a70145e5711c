package dev.quotarouter.chat;

import java.util.Optional;

/** One piece of a {@link ChatMessage}. Immutable. */
public sealed interface Part
        permits TextPart,
                ThoughtPart,
                DataPart,
                FilePart,
                ToolCall,
                ToolResult,
                CodePart,
                CodeResultPart,
                ProviderPart {
    /** {@return what the provider attached to this part and wants to see again, unread and unchanged} */
    default Optional<String> signature() {
        return Optional.empty();
    }

    /** {@return this part without what the provider attached to it} */
    default Part withoutSignature() {
        return this;
    }
}
