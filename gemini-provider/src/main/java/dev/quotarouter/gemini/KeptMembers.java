package dev.quotarouter.gemini;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Members of an object that are kept as they came, because they mean something to Gemini alone. */
final class KeptMembers {
    private final StringWriter text = new StringWriter();
    private final JsonGenerator json = GeminiJson.generator(text);

    KeptMembers() {
        json.writeStartObject();
    }

    /** Keeps the member whose value is the current token. */
    void copy(JsonParser member) {
        json.writeName(member.currentName());
        json.copyCurrentStructureExact(member);
    }

    void add(String name, String value) {
        json.writeStringProperty(name, value);
    }

    void addJson(String name, String value) {
        json.writeName(name);
        json.writeRawValue(value);
    }

    void addTrue(String name) {
        json.writeBooleanProperty(name, true);
    }

    void addData(String mimeType, String base64) {
        json.writeObjectPropertyStart("inlineData");
        json.writeStringProperty("mimeType", mimeType);
        json.writeStringProperty("data", base64);
        json.writeEndObject();
    }

    /** {@return the object; nothing can be added any more} */
    String close() {
        json.writeEndObject();
        json.close();
        return text.toString();
    }
}
