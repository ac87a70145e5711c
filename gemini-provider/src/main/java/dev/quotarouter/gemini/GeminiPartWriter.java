package dev.quotarouter.gemini;

import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolResult;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the parts of a turn. A signature stays with its part. What is JSON text in a part was checked when the part was made
 * and goes out as it is.
 */
final class GeminiPartWriter {
    /**
     * Stands for a signature that a call never had, because another model made it. Google: "skip_thought_signature_validator"
     * is for history from elsewhere; without any signature Gemini 3 refuses the call.
     */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final JsonGenerator json;
    private final GeminiDataWriter data;
    private final boolean thirdGeneration;

    /** Writes for the model. */
    GeminiPartWriter(JsonGenerator json, GeminiModelName model) {
        this.json = json;
        this.data = new GeminiDataWriter(json);
        this.thirdGeneration = model.isThirdOrLater();
    }

    /**
     * Writes the parts into the array that is open.
     *
     * @throws UnsendableException if a part has options that cannot stand beside it
     */
    void write(List<Part> parts) {
        // Of parallel calls only the first is signed, so one signed call speaks for all of the turn.
        boolean unsigned = thirdGeneration
                && parts.stream()
                        .noneMatch(part -> part instanceof ToolCall call
                                && call.signature().isPresent());
        for (Part part : parts) {
            if (part instanceof ToolCall call) {
                writeCall(call, unsigned ? Optional.of(NO_SIGNATURE) : call.signature());
                unsigned = false;
            } else {
                write(part);
            }
        }
    }

    private void write(Part part) {
        if (part instanceof ToolResult result) {
            writeResult(result);
        } else if (part instanceof ProviderPart own) {
            json.writeRawValue(own.json());
        } else {
            json.writeStartObject();
            writeMembers(part);
            part.signature().ifPresent(this::writeSignature);
            json.writeEndObject();
        }
    }

    private void writeMembers(Part part) {
        if (part instanceof TextPart text) {
            json.writeStringProperty("text", text.text());
        } else if (part instanceof ThoughtPart thought) {
            json.writeStringProperty("text", thought.text());
            json.writeBooleanProperty("thought", true);
        } else if (part instanceof DataPart inline) {
            data.writeMembers(inline);
        } else if (part instanceof FilePart file) {
            data.writeMembers(file);
        } else if (part instanceof CodePart code) {
            writeCode(code);
        } else if (part instanceof CodeResultPart result) {
            writeCodeResult(result);
        }
    }

    private void writeCode(CodePart code) {
        json.writeObjectPropertyStart("executableCode");
        writeId(code.id());
        writeUnlessEmpty("language", code.language());
        json.writeStringProperty("code", code.code());
        json.writeEndObject();
    }

    private void writeCodeResult(CodeResultPart result) {
        json.writeObjectPropertyStart("codeExecutionResult");
        writeId(result.id());
        writeUnlessEmpty("outcome", result.outcome());
        writeUnlessEmpty("output", result.output());
        json.writeEndObject();
    }

    private void writeCall(ToolCall call, Optional<String> signature) {
        json.writeStartObject();
        json.writeObjectPropertyStart("functionCall");
        writeId(call.id());
        json.writeStringProperty("name", call.name());
        json.writeName("args");
        json.writeRawValue(call.argumentsJson());
        json.writeEndObject();
        signature.ifPresent(this::writeSignature);
        json.writeEndObject();
    }

    private void writeResult(ToolResult result) {
        json.writeStartObject();
        json.writeObjectPropertyStart("functionResponse");
        writeId(result.callId());
        json.writeStringProperty("name", result.name());
        json.writeName("response");
        writeContent(result.content());
        if (thirdGeneration && !result.data().isEmpty()) {
            json.writeArrayPropertyStart("parts");
            result.data().forEach(data::writeInResult);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
        // Google: data inside a result came with Gemini 3. Before, it stands beside it.
        if (!thirdGeneration) {
            result.data().forEach(data::writeInResult);
        }
    }

    /** Google: {@code response} must be an object. */
    private void writeContent(String content) {
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
        if (!id.isEmpty() && !ToolCallIds.isMadeUp(id)) {
            json.writeStringProperty("id", id);
        }
    }

    /** Proto3 leaves out what is empty, and takes an empty word for no word of an enum. */
    private void writeUnlessEmpty(String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }

    private void writeSignature(String signature) {
        json.writeStringProperty("thoughtSignature", signature);
    }
}
