package dev.quotarouter.openai;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the messages in order. OpenAI names a tool only where it is called, and sends each result as a message of its own;
 * here a result knows its tool, and neighbouring results are one message.
 */
final class ConversationReader {
    private static final Map<String, Role> ROLES = Map.of(
            "system", Role.SYSTEM,
            "developer", Role.SYSTEM,
            "user", Role.USER,
            "assistant", Role.ASSISTANT,
            "tool", Role.TOOL);

    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<ToolResult> results = new ArrayList<>();
    private final Map<String, String> toolNames = new HashMap<>();

    /** {@return the conversation so far; call it once, at the end} */
    List<ChatMessage> messages() {
        endResults();
        return messages;
    }

    void add(JsonField field) {
        field.members().ifPresent(this::add);
    }

    private void add(JsonMembers message) {
        Optional<Role> role = message.get("role").required("say who speaks").oneOf(ROLES);
        if (role.isEmpty()) {
            return;
        }
        if (role.get() != Role.TOOL) {
            endResults();
        }
        switch (role.get()) {
            case SYSTEM -> addSpoken(Role.SYSTEM, message, ContentReader.INSTRUCTIONS);
            case USER -> addSpoken(Role.USER, message, ContentReader.USER);
            case ASSISTANT -> addReply(message);
            case TOOL -> addResult(message);
        }
        message.refuseOthers();
    }

    private void addSpoken(Role role, JsonMembers message, ContentReader content) {
        message.ignore("name");
        List<Part> parts = content.read(message.get("content").required("write what is said"));
        if (!parts.isEmpty()) {
            messages.add(new ChatMessage(role, parts));
        }
    }

    private void addReply(JsonMembers message) {
        List<Part> parts = ReplyReader.read(message);
        for (Part part : parts) {
            if (part instanceof ToolCall call) {
                toolNames.put(call.id(), call.name());
            }
        }
        messages.add(new ChatMessage(Role.ASSISTANT, parts));
    }

    private void addResult(JsonMembers message) {
        JsonField idField = message.get("tool_call_id").required("write the id of the call that is answered");
        Optional<String> id = idField.text();
        Optional<String> ownName = message.get("name").text();
        Optional<String> name =
                id.flatMap(known -> Optional.ofNullable(toolNames.get(known))).or(() -> ownName);
        if (id.isPresent() && name.isEmpty()) {
            idField.problem(
                    "is not the id of a call that came before", "send the assistant message with its tool_calls first");
        }
        List<Part> parts = ContentReader.TOOL_OUTPUT.read(message.get("content").required("write what it answered"));
        if (id.isPresent() && name.isPresent()) {
            results.add(new ToolResult(id.get(), name.get(), textOf(parts), dataOf(parts)));
        }
    }

    private void endResults() {
        if (!results.isEmpty()) {
            messages.add(ChatMessage.toolResults(results.toArray(ToolResult[]::new)));
            results.clear();
        }
    }

    private static String textOf(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof TextPart piece) {
                text.append(piece.text());
            }
        }
        return text.toString();
    }

    private static List<DataPart> dataOf(List<Part> parts) {
        return parts.stream()
                .filter(DataPart.class::isInstance)
                .map(DataPart.class::cast)
                .toList();
    }
}
