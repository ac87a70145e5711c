package dev.quotarouter.openai;

import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Writes what the model said: as a whole message, or as a piece of one. OpenAI has texts, calls and the like apart, so the
 * order among them is lost; the order among the calls is not. {@link ReplyReader} is its reverse.
 */
final class ReplyWriter {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<DataPart> images = new ArrayList<>(0);
    private final List<ToolCall> calls = new ArrayList<>(0);
    private final List<ProviderPart> providerParts = new ArrayList<>(0);
    private Optional<String> signature = Optional.empty();

    ReplyWriter(List<Part> parts) {
        parts.forEach(this::sort);
    }

    private void sort(Part part) {
        if (part instanceof TextPart piece) {
            text.append(piece.text());
            // One place for the texts' signatures: the last one speaks for what came before it.
            signature = piece.signature().or(() -> signature);
        } else if (part instanceof ThoughtPart thought) {
            thoughts.append(thought.text());
        } else if (part instanceof ToolCall call) {
            calls.add(call);
        } else if (part instanceof DataPart data && data.isImage()) {
            images.add(data);
        } else if (part instanceof ProviderPart own) {
            providerParts.add(own);
        }
    }

    boolean hasCalls() {
        return !calls.isEmpty();
    }

    int calls() {
        return calls.size();
    }

    String text() {
        return text.toString();
    }

    /** {@return whether there is nothing to write} */
    boolean isEmpty() {
        return text.isEmpty()
                && thoughts.isEmpty()
                && calls.isEmpty()
                && images.isEmpty()
                && providerParts.isEmpty()
                && signature.isEmpty();
    }

    /** Writes the members of a whole message. */
    void writeMessage(JsonGenerator json) {
        json.writeStringProperty("role", "assistant");
        if (text.isEmpty() && hasCalls()) {
            json.writeNullProperty("content");
        } else {
            json.writeStringProperty("content", text.toString());
        }
        json.writeNullProperty("refusal");
        writeRest(json, -1);
    }

    /**
     * Writes the members of a piece of a message: only what there is.
     *
     * @param firstCall how many calls were written before
     */
    void writeDelta(JsonGenerator json, int firstCall) {
        if (!text.isEmpty()) {
            json.writeStringProperty("content", text.toString());
        }
        writeRest(json, firstCall);
    }

    private void writeRest(JsonGenerator json, int firstCall) {
        if (!thoughts.isEmpty()) {
            json.writeStringProperty("reasoning_content", thoughts.toString());
        }
        if (!images.isEmpty()) {
            json.writeArrayPropertyStart("images");
            images.forEach(image -> MediaWriter.writeImage(json, image));
            json.writeEndArray();
        }
        if (hasCalls()) {
            json.writeArrayPropertyStart("tool_calls");
            for (int i = 0; i < calls.size(); i++) {
                writeCall(json, calls.get(i), firstCall < 0 ? -1 : firstCall + i);
            }
            json.writeEndArray();
        }
        ExtraContent.write(json, signature, providerParts);
    }

    private static void writeCall(JsonGenerator json, ToolCall call, int index) {
        json.writeStartObject();
        if (index >= 0) {
            json.writeNumberProperty("index", index);
        }
        json.writeStringProperty("id", call.id());
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        json.writeStringProperty("name", call.name());
        json.writeStringProperty("arguments", call.argumentsJson());
        json.writeEndObject();
        ExtraContent.write(json, call.signature(), List.of());
        json.writeEndObject();
    }
}
