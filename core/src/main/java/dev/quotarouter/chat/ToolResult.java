package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a tool answered.
 *
 * @param callId the {@link ToolCall#id()} that is answered
 * @param name the tool's name
 * @param content the answer: JSON or plain text
 * @param data what the tool brought besides, such as images; may be empty
 */
public record ToolResult(String callId, String name, String content, List<DataPart> data) implements Part {
    /** Copies the data. */
    public ToolResult {
        requireNonNull(callId, "callId");
        requireNonNull(name, "name");
        requireNonNull(content, "content");
        data = List.copyOf(data);
    }

    /** An answer without data. */
    public ToolResult(String callId, String name, String content) {
        this(callId, name, content, List.of());
    }

    /** The answer to the given call. */
    public static ToolResult of(ToolCall call, String content, DataPart... data) {
        return new ToolResult(call.id(), call.name(), content, List.of(data));
    }

    /** Names the tool: results do not belong into a log. */
    @Override
    public String toString() {
        return "ToolResult[" + name + ", " + content.length() + " characters, " + data.size() + " data parts]";
    }
}
