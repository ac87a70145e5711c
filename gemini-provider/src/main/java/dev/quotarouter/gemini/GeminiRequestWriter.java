package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolChoice;
import dev.quotarouter.chat.ToolResult;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ChatCall;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a chat as the body of {@code generateContent}, in one pass and without a tree. What is JSON text in the request
 * (schemas, arguments) was checked when it was made and goes out as it is.
 */
final class GeminiRequestWriter {
    /**
     * Stands for a signature that a call never had, because another model made it. Google: "skip_thought_signature_validator"
     * is for history from elsewhere; without any signature Gemini 3 refuses the call.
     */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final JsonGenerator json;
    private final ChatRequest request;
    private final boolean signaturesNeeded;

    private GeminiRequestWriter(JsonGenerator json, ChatCall call) {
        this.json = json;
        this.request = call.request();
        this.signaturesNeeded = GeminiModels.needsSignatures(call.profile().baseModel());
    }

    /**
     * Writes the body.
     *
     * @throws tools.jackson.core.JacksonException if a text of the request is not Unicode
     */
    static void write(ChatCall call, OutputStream out) {
        try (JsonGenerator json = GeminiJson.generator(out)) {
            boolean systemApart = call.profile().can(Capability.SYSTEM_INSTRUCTION);
            GeminiConversation conversation =
                    GeminiConversation.of(call.request().messages(), systemApart);
            new GeminiRequestWriter(json, call).write(conversation);
        }
    }

    private void write(GeminiConversation conversation) {
        json.writeStartObject();
        writeSystem(conversation);
        json.writeArrayPropertyStart("contents");
        for (GeminiConversation.Turn turn : conversation.turns()) {
            writeTurn(turn);
        }
        json.writeEndArray();
        if (!request.tools().isEmpty()) {
            writeTools();
            writeToolChoice(request.toolChoice());
        }
        writeGenerationConfig();
        json.writeEndObject();
    }

    private void writeSystem(GeminiConversation conversation) {
        if (conversation.system().isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("systemInstruction");
        json.writeArrayPropertyStart("parts");
        for (String text : conversation.system()) {
            json.writeStartObject();
            json.writeStringProperty("text", text);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeTurn(GeminiConversation.Turn turn) {
        json.writeStartObject();
        // Results are the user's too: the role "function" is refused by newer models.
        json.writeStringProperty("role", turn.role() == Role.ASSISTANT ? "model" : "user");
        json.writeArrayPropertyStart("parts");
        // Of parallel calls only the first is signed, so one signed call speaks for all of the turn.
        boolean unsigned = signaturesNeeded
                && turn.parts().stream()
                        .noneMatch(part -> part instanceof ToolCall call
                                && call.signature().isPresent());
        for (Part part : turn.parts()) {
            json.writeStartObject();
            if (part instanceof ToolCall call) {
                writeCall(call, unsigned ? Optional.of(NO_SIGNATURE) : call.signature());
                unsigned = false;
            } else {
                writePart(part);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writePart(Part part) {
        if (part instanceof TextPart text) {
            json.writeStringProperty("text", text.text());
            writeSignature(text.signature());
        } else if (part instanceof DataPart data) {
            writeData(data);
        } else if (part instanceof ToolResult result) {
            writeResult(result);
        }
    }

    private void writeData(DataPart data) {
        json.writeObjectPropertyStart("inlineData");
        json.writeStringProperty("mimeType", data.mimeType());
        json.writeName("data");
        ByteBuffer bytes = data.asByteBuffer();
        json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, new ByteBufferStream(bytes), bytes.remaining());
        json.writeEndObject();
    }

    private void writeCall(ToolCall call, Optional<String> signature) {
        json.writeObjectPropertyStart("functionCall");
        writeId(call.id());
        json.writeStringProperty("name", call.name());
        json.writeName("args");
        json.writeRawValue(call.argumentsJson());
        json.writeEndObject();
        writeSignature(signature);
    }

    private void writeResult(ToolResult result) {
        json.writeObjectPropertyStart("functionResponse");
        writeId(result.callId());
        json.writeStringProperty("name", result.name());
        json.writeName("response");
        writeResultContent(result.content());
        json.writeEndObject();
    }

    /** Google: {@code response} must be an object. */
    private void writeResultContent(String content) {
        switch (GeminiJson.kindOf(content)) {
            case OBJECT -> json.writeRawValue(content);
            case OTHER_VALUE -> {
                json.writeStartObject();
                json.writeName("result");
                json.writeRawValue(content);
                json.writeEndObject();
            }
            case NOT_JSON -> {
                json.writeStartObject();
                json.writeStringProperty("result", content);
                json.writeEndObject();
            }
        }
    }

    private void writeId(String id) {
        if (!ToolCallIds.isMadeUp(id)) {
            json.writeStringProperty("id", id);
        }
    }

    private void writeSignature(Optional<String> signature) {
        if (signature.isPresent()) {
            json.writeStringProperty("thoughtSignature", signature.get());
        }
    }

    private void writeTools() {
        json.writeArrayPropertyStart("tools");
        json.writeStartObject();
        json.writeArrayPropertyStart("functionDeclarations");
        for (Tool tool : request.tools()) {
            json.writeStartObject();
            json.writeStringProperty("name", tool.name());
            json.writeStringProperty("description", tool.description());
            if (tool.parametersJson().isPresent()) {
                json.writeName("parametersJsonSchema");
                json.writeRawValue(tool.parametersJson().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void writeToolChoice(ToolChoice choice) {
        if (choice.mode() == ToolChoice.Mode.AUTO) {
            return;
        }
        json.writeObjectPropertyStart("toolConfig");
        json.writeObjectPropertyStart("functionCallingConfig");
        json.writeStringProperty("mode", choice.mode() == ToolChoice.Mode.NONE ? "NONE" : "ANY");
        if (!choice.toolNames().isEmpty()) {
            json.writeArrayPropertyStart("allowedFunctionNames");
            choice.toolNames().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeGenerationConfig() {
        if (!isConfigured()) {
            return;
        }
        json.writeObjectPropertyStart("generationConfig");
        request.temperature().ifPresent(value -> json.writeNumberProperty("temperature", value));
        request.topP().ifPresent(value -> json.writeNumberProperty("topP", value));
        request.maxOutputTokens().ifPresent(value -> json.writeNumberProperty("maxOutputTokens", value));
        request.seed().ifPresent(value -> json.writeNumberProperty("seed", value));
        if (!request.stop().isEmpty()) {
            json.writeArrayPropertyStart("stopSequences");
            request.stop().forEach(json::writeString);
            json.writeEndArray();
        }
        if (request.responseFormat().json()) {
            json.writeStringProperty("responseMimeType", "application/json");
        }
        if (request.responseFormat().schemaJson().isPresent()) {
            json.writeName("responseJsonSchema");
            json.writeRawValue(request.responseFormat().schemaJson().get());
        }
        json.writeEndObject();
    }

    private boolean isConfigured() {
        return request.temperature().isPresent()
                || request.topP().isPresent()
                || request.maxOutputTokens().isPresent()
                || request.seed().isPresent()
                || !request.stop().isEmpty()
                || request.responseFormat().json();
    }
}
