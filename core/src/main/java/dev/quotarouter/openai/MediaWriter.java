package dev.quotarouter.openai;

import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Writes pictures, sound and files. {@link MediaReader} is its reverse. */
final class MediaWriter {
    private static final String AUDIO = "audio/";

    private MediaWriter() {}

    static void writeImage(JsonGenerator json, DataPart image) {
        json.writeStartObject();
        json.writeStringProperty("type", "image_url");
        json.writeObjectPropertyStart("image_url");
        json.writeStringProperty("url", dataUrl(image));
        json.writeEndObject();
        ExtraContent.write(json, image.signature(), List.of());
        json.writeEndObject();
    }

    static void writeData(JsonGenerator json, DataPart data) {
        if (data.isImage()) {
            writeImage(json, data);
        } else if (data.mimeType().startsWith(AUDIO)) {
            json.writeStartObject();
            json.writeStringProperty("type", "input_audio");
            json.writeObjectPropertyStart("input_audio");
            json.writeStringProperty("data", base64(data));
            json.writeStringProperty("format", data.mimeType().substring(AUDIO.length()));
            json.writeEndObject();
            json.writeEndObject();
        } else {
            writeFile(json, "file_data", dataUrl(data), Optional.empty());
        }
    }

    static void writeFile(JsonGenerator json, FilePart file) {
        writeFile(json, "file_id", file.uri(), file.mimeType());
    }

    private static void writeFile(JsonGenerator json, String field, String value, Optional<String> mimeType) {
        json.writeStartObject();
        json.writeStringProperty("type", "file");
        json.writeObjectPropertyStart("file");
        json.writeStringProperty(field, value);
        mimeType.ifPresent(type -> json.writeStringProperty("format", type));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String dataUrl(DataPart data) {
        return "data:" + data.mimeType() + ";base64," + base64(data);
    }

    private static String base64(DataPart data) {
        return Base64.getEncoder().encodeToString(data.bytes());
    }
}
