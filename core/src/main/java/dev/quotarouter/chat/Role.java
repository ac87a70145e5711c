package dev.quotarouter.chat;

/** Who speaks in a {@link ChatMessage}. */
public enum Role {
    /** Instructions that stand above the conversation. */
    SYSTEM,
    /** The caller. */
    USER,
    /** The model. */
    ASSISTANT,
    /** The caller's tools, answering the model's calls. */
    TOOL
}
