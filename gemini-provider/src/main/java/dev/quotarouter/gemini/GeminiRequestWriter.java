package dev.quotarouter.gemini;

import dev.quotarouter.chat.Role;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ChatCall;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a chat as the body of {@code generateContent}: the conversation in one pass and without a tree. Thread-safe; keeps
 * nothing but schemas in Gemini's words.
 */
final class GeminiRequestWriter {
    private final GeminiSchemas schemas = new GeminiSchemas();
    private final GeminiToolWriter tools = new GeminiToolWriter(schemas);

    /**
     * Writes the body.
     *
     * @throws UnsendableException if Gemini has no words for something in the request
     * @throws tools.jackson.core.JacksonException if a text of the request is not Unicode
     */
    void write(ChatCall call, OutputStream out) {
        try (JsonGenerator json = GeminiJson.generator(out)) {
            json.writeStartObject();
            writeMembers(call, json);
            json.writeEndObject();
        }
    }

    /**
     * Writes the body of {@code countTokens}: the same request, as a member.
     *
     * @param resource the model's name with its folder
     * @throws UnsendableException if Gemini has no words for something in the request
     * @throws tools.jackson.core.JacksonException if a text of the request is not Unicode
     */
    void writeCount(String resource, ChatCall call, OutputStream out) {
        try (JsonGenerator json = GeminiJson.generator(out)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("generateContentRequest");
            // Google: inside, the model must be named again, and with its folder.
            json.writeStringProperty("model", resource);
            writeMembers(call, json);
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private void writeMembers(ChatCall call, JsonGenerator json) {
        GeminiConversation conversation =
                GeminiConversation.of(call.request().messages(), call.profile().can(Capability.SYSTEM_INSTRUCTION));
        WireObject config = GeminiConfig.of(call.request(), call.profile(), schemas);
        writeInstructions(conversation.system(), json);
        GeminiPartWriter parts =
                new GeminiPartWriter(json, GeminiModelName.of(call.profile().baseModel()));
        json.writeArrayPropertyStart("contents");
        for (GeminiConversation.Turn turn : conversation.turns()) {
            json.writeStartObject();
            // Results are the user's too: the role "function" is refused by newer models.
            json.writeStringProperty("role", turn.role() == Role.ASSISTANT ? "model" : "user");
            json.writeArrayPropertyStart("parts");
            parts.write(turn.parts());
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        tools.write(call.request(), json);
        config.writeMembers(json);
    }

    private static void writeInstructions(List<String> instructions, JsonGenerator json) {
        if (instructions.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("systemInstruction");
        json.writeArrayPropertyStart("parts");
        for (String text : instructions) {
            json.writeStartObject();
            json.writeStringProperty("text", text);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
