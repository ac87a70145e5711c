package dev.quotarouter.gemini;

import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;

/** Writes data and files, and the options that stand beside them. */
final class GeminiDataWriter {
    /** What a part says itself; the caller's options stand beside it. */
    private static final Set<String> OWN_MEMBERS = Set.of(
            "text",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult",
            "toolCall",
            "toolResponse",
            "thought",
            "thoughtSignature");

    /** What is known to be an object. Anything else may be new, and is Google's to judge. */
    private static final Set<String> OBJECTS = Set.of("videoMetadata", "mediaResolution", "partMetadata");

    private final JsonGenerator json;

    GeminiDataWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the data into the part that is open, and the options beside it. */
    void writeMembers(DataPart data) {
        writeInline(data);
        data.optionsJson().ifPresent(this::writeOptions);
    }

    /** Writes a part of a tool's result. */
    void writeInResult(DataPart data) {
        if (data.optionsJson().isPresent()) {
            throw new UnsendableException("data of a tool's result takes no options; leave them out");
        }
        json.writeStartObject();
        writeInline(data);
        json.writeEndObject();
    }

    private void writeInline(DataPart data) {
        json.writeObjectPropertyStart("inlineData");
        json.writeStringProperty("mimeType", data.mimeType());
        json.writeName("data");
        ByteBuffer bytes = data.asByteBuffer();
        json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, new ByteBufferStream(bytes), bytes.remaining());
        json.writeEndObject();
    }

    /** Writes the file into the part that is open, and the options beside it. */
    void writeMembers(FilePart file) {
        json.writeObjectPropertyStart("fileData");
        file.mimeType().ifPresent(type -> json.writeStringProperty("mimeType", type));
        json.writeStringProperty("fileUri", file.uri());
        json.writeEndObject();
        file.optionsJson().ifPresent(this::writeOptions);
    }

    private void writeOptions(String optionsJson) {
        Map<String, Object> options = JsonTree.object(optionsJson);
        options.forEach((name, value) -> {
            String member = WireObject.camelCase(name);
            if (OWN_MEMBERS.contains(member)) {
                throw new UnsendableException(
                        "the options of a part must not set " + name + ": the part says it itself");
            }
            if (OBJECTS.contains(member) && !(value instanceof Map)) {
                throw new UnsendableException("the option " + name + " of a part must be an object, such as"
                        + " {\"videoMetadata\": {\"fps\": 2}}");
            }
            json.writeName(name);
            JsonTree.write(value, json);
        });
    }
}
