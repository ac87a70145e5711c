package dev.quotarouter.gemini;

import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ToolCall;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Collects what a candidate says. Neighbouring texts become one, unless one is signed: a signature belongs to its part.
 * Thoughts and the traces of tools that Gemini ran itself are left out.
 */
final class GeminiParts {
    private final List<Part> parts = new ArrayList<>(2);
    private final StringBuilder openText = new StringBuilder();
    private String firstText = "";
    private boolean malformedCall;

    /** {@return everything read so far} */
    List<Part> all() {
        closeText();
        return parts;
    }

    /** {@return whether a call had no name, or arguments that are no object} */
    boolean hasMalformedCall() {
        return malformedCall;
    }

    /** Reads the part that starts at the current token. */
    void read(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String text = "";
        String signature = "";
        boolean thought = false;
        Optional<Call> call = Optional.empty();
        Optional<DataPart> data = Optional.empty();
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "text" -> text = GeminiJson.text(json);
                case "thought" -> thought = json.currentToken() == JsonToken.VALUE_TRUE;
                case "thoughtSignature", "thought_signature" -> signature = GeminiJson.text(json);
                case "functionCall", "function_call" -> call = Optional.of(readCall(json));
                case "inlineData", "inline_data" -> data = readData(json);
                default -> json.skipChildren();
            }
        }
        if (thought) {
            return;
        }
        Optional<String> signed = signature.isEmpty() ? Optional.empty() : Optional.of(signature);
        if (call.isPresent()) {
            add(call.get(), signed);
        } else if (data.isPresent()) {
            closeText();
            parts.add(data.get());
        } else {
            add(text, signed);
        }
    }

    private void add(String text, Optional<String> signature) {
        if (signature.isPresent()) {
            closeText();
            parts.add(new TextPart(text, signature));
        } else if (firstText.isEmpty()) {
            firstText = text;
        } else {
            openText.append(text);
        }
    }

    private void add(Call call, Optional<String> signature) {
        if (call.name().isBlank() || call.arguments().isEmpty()) {
            malformedCall = true;
            return;
        }
        closeText();
        String id = call.id().isEmpty() ? ToolCallIds.makeUp() : call.id();
        parts.add(new ToolCall(id, call.name(), call.arguments(), signature));
    }

    private void closeText() {
        if (firstText.isEmpty()) {
            return;
        }
        // The usual reply is one text, which is not copied.
        String text =
                openText.isEmpty() ? firstText : openText.insert(0, firstText).toString();
        parts.add(new TextPart(text));
        firstText = "";
        openText.setLength(0);
    }

    /** A call as it stands there; arguments that are no object are empty. */
    private record Call(String id, String name, String arguments) {}

    private static Call readCall(JsonParser json) {
        String id = "";
        String function = "";
        String arguments = "{}";
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return new Call(id, function, arguments);
        }
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "id" -> id = GeminiJson.text(json);
                case "name" -> function = GeminiJson.text(json);
                case "args" -> arguments = readArguments(json);
                default -> json.skipChildren();
            }
        }
        return new Call(id, function, arguments);
    }

    private static String readArguments(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "{}";
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return "";
        }
        return GeminiJson.compact(json);
    }

    private static Optional<DataPart> readData(JsonParser json) {
        String mimeType = "";
        String base64 = "";
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Optional.empty();
        }
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "mimeType", "mime_type" -> mimeType = GeminiJson.text(json);
                case "data" -> base64 = GeminiJson.text(json);
                default -> json.skipChildren();
            }
        }
        return base64.isEmpty()
                ? Optional.empty()
                : Optional.of(new DataPart(mimeType, Base64.getDecoder().decode(base64)));
    }
}
