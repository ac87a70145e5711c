package dev.quotarouter.openai;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ToolResult;
import dev.quotarouter.internal.json.JsonText;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes messages in order. {@link ConversationReader} is its reverse. */
final class ConversationWriter {
    private ConversationWriter() {}

    static String write(List<ChatMessage> messages) {
        return JsonText.write(json -> {
            json.writeStartArray();
            messages.forEach(message -> write(json, message));
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, ChatMessage message) {
        switch (message.role()) {
            case SYSTEM -> writeSpoken(json, "system", message.parts());
            case USER -> writeSpoken(json, "user", message.parts());
            case ASSISTANT -> {
                json.writeStartObject();
                new ReplyWriter(message.parts()).writeMessage(json);
                json.writeEndObject();
            }
            case TOOL -> {
                for (Part part : message.parts()) {
                    if (part instanceof ToolResult result) {
                        writeResult(json, result);
                    }
                }
            }
        }
    }

    private static void writeSpoken(JsonGenerator json, String role, List<Part> parts) {
        json.writeStartObject();
        json.writeStringProperty("role", role);
        writeContent(json, parts);
        json.writeEndObject();
    }

    private static void writeResult(JsonGenerator json, ToolResult result) {
        json.writeStartObject();
        json.writeStringProperty("role", "tool");
        json.writeStringProperty("tool_call_id", result.callId());
        if (result.data().isEmpty()) {
            json.writeStringProperty("content", result.content());
        } else {
            json.writeArrayPropertyStart("content");
            writePart(json, new TextPart(result.content()));
            result.data().forEach(data -> writePart(json, data));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeContent(JsonGenerator json, List<Part> parts) {
        if (parts.size() == 1 && parts.get(0) instanceof TextPart only) {
            json.writeStringProperty("content", only.text());
            return;
        }
        json.writeArrayPropertyStart("content");
        parts.forEach(part -> writePart(json, part));
        json.writeEndArray();
    }

    private static void writePart(JsonGenerator json, Part part) {
        if (part instanceof TextPart text) {
            json.writeStartObject();
            json.writeStringProperty("type", "text");
            json.writeStringProperty("text", text.text());
            json.writeEndObject();
        } else if (part instanceof DataPart data) {
            MediaWriter.writeData(json, data);
        } else if (part instanceof FilePart file) {
            MediaWriter.writeFile(json, file);
        }
    }
}
