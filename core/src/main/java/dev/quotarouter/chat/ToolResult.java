package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

/**
 * What a tool answered.
 *
 * @param callId the {@link ToolCall#id()} that is answered
 * @param name the tool's name
 * @param content the answer: JSON or plain text
 */
public record ToolResult(String callId, String name, String content) implements Part {
    /** Checks that nothing is null. */
    public ToolResult {
        requireNonNull(callId, "callId");
        requireNonNull(name, "name");
        requireNonNull(content, "content");
    }

    /** The answer to the given call. */
    public static ToolResult of(ToolCall call, String content) {
        return new ToolResult(call.id(), call.name(), content);
    }
}
