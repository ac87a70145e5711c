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
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads one part. Its signature stays with it, whatever its kind. A kind that has no neutral form, or that is newer than
 * this, is kept as it came: the next request has to bring it back.
 */
final class GeminiPartReader {
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final JsonParser json;
    private String text = "";
    private boolean thought;
    private Optional<String> signature = Optional.empty();
    private @Nullable Unsigned other;
    private String mimeType = "";
    private String base64 = "";
    private @Nullable KeptMembers kept;
    private boolean said;
    private boolean malformedCall;

    /** A part whose signature may still come: members have no order. */
    @FunctionalInterface
    private interface Unsigned {
        Part signed(Optional<String> signature);
    }

    GeminiPartReader(JsonParser json) {
        this.json = json;
    }

    /** {@return whether the part says anything but a thought} */
    boolean said() {
        return said;
    }

    /** {@return whether it is a call without a name, or with arguments that are no object} */
    boolean malformedCall() {
        return malformedCall;
    }

    /**
     * {@return the part that starts at the current token; empty if it says nothing}
     *
     * @throws tools.jackson.core.JacksonException if its data is not base64
     */
    Optional<Part> read() {
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                continue; // Proto3: as if it were not there.
            }
            switch (name) {
                case "text" -> text = GeminiJson.text(json);
                case "thought" -> thought = GeminiJson.isTrue(json);
                case "thoughtSignature" ->
                    signature = Optional.of(GeminiJson.text(json)).filter(value -> !value.isEmpty());
                case "functionCall" -> readCall();
                case "inlineData" -> readData();
                case "fileData" -> readFile();
                case "executableCode" -> readCode();
                case "codeExecutionResult" -> readCodeResult();
                default -> kept().copy(json);
            }
        }
        Optional<Part> part = part();
        said = part.isPresent() && (other != null || !thought);
        return part;
    }

    private Optional<Part> part() {
        if (other != null) {
            return Optional.of(other.signed(signature));
        }
        if (!base64.isEmpty()) {
            // A draft among the thoughts is no part of the reply.
            return Optional.of(thought ? provider() : data());
        }
        if (text.isEmpty() && kept != null && !malformedCall) {
            return Optional.of(provider());
        }
        if (text.isEmpty() && signature.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(thought ? new ThoughtPart(text, signature) : new TextPart(text, signature));
    }

    private Part provider() {
        KeptMembers members = kept();
        if (!base64.isEmpty()) {
            members.addData(mimeType, base64);
        }
        if (thought) {
            members.addTrue("thought");
        }
        signature.ifPresent(value -> members.add("thoughtSignature", value));
        return new ProviderPart("gemini", members.close());
    }

    private Part data() {
        int slash = mimeType.indexOf('/');
        boolean typed = slash > 0 && slash < mimeType.length() - 1;
        DataPart data = decoded(typed ? mimeType : UNKNOWN_TYPE);
        if (kept != null) {
            data = data.withOptions(kept.close());
        }
        return signature.isPresent() ? data.withSignature(signature.get()) : data;
    }

    /** Proto3 reads both alphabets, with padding or without. */
    private DataPart decoded(String type) {
        try {
            return new DataPart(
                    type, Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) {
            throw new StreamReadException(json, "data that is not base64");
        }
    }

    private void readCall() {
        String id = "";
        String function = "";
        String arguments = "{}";
        if (GeminiJson.isObject(json)) {
            for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
                switch (name) {
                    case "id" -> id = GeminiJson.text(json);
                    case "name" -> function = GeminiJson.text(json);
                    case "args" -> arguments = readArguments();
                    default -> json.skipChildren();
                }
            }
        }
        if (function.isBlank() || arguments.isEmpty()) {
            malformedCall = true;
            return;
        }
        ToolCall call = new ToolCall(id.isEmpty() ? ToolCallIds.makeUp() : id, function, arguments);
        other = signed -> signed.isEmpty() ? call : new ToolCall(call.id(), call.name(), call.argumentsJson(), signed);
    }

    /** {@return the arguments; empty if they are no object} */
    private String readArguments() {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "{}";
        }
        return GeminiJson.isObject(json) ? GeminiJson.compact(json) : "";
    }

    private void readData() {
        FlatObject data = FlatObject.read(json);
        mimeType = data.text("mimeType");
        base64 = data.text("data");
    }

    private void readFile() {
        FlatObject file = FlatObject.read(json);
        String uri = file.text("fileUri");
        if (!uri.isBlank()) {
            other = signed -> file(uri, file.text("mimeType"), signed);
        }
    }

    /** A file has no place for a signature but among what stands beside it. */
    private Part file(String uri, String type, Optional<String> signature) {
        if (signature.isPresent()) {
            kept().add("thoughtSignature", signature.get());
        }
        return new FilePart(
                uri,
                Optional.of(type).filter(value -> !value.isEmpty()),
                Optional.ofNullable(kept).map(KeptMembers::close));
    }

    private KeptMembers kept() {
        KeptMembers members = kept == null ? new KeptMembers() : kept;
        kept = members;
        return members;
    }

    private void readCode() {
        FlatObject code = FlatObject.read(json);
        other = signed -> new CodePart(code.text("id"), code.text("language"), code.text("code"), signed);
    }

    private void readCodeResult() {
        FlatObject result = FlatObject.read(json);
        other = signed -> new CodeResultPart(result.text("id"), result.text("outcome"), result.text("output"), signed);
    }
}
