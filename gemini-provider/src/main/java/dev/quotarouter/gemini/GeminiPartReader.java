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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads one part. Its signature stays with it, whatever its kind. The next request has to bring it back, so what has no
 * neutral form, or more than its neutral form holds, is kept as it came. Text, data and calls are neutral all the same: the
 * caller has to see them.
 */
final class GeminiPartReader {
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final Set<String> FILE = Set.of("mimeType", "fileUri");
    private static final Set<String> CODE = Set.of("id", "language", "code");
    private static final Set<String> CODE_RESULT = Set.of("id", "outcome", "output");

    private final JsonParser json;
    private String text = "";
    private boolean hasText;
    private boolean thought;
    private Optional<String> signature = Optional.empty();
    private @Nullable Neutral other;
    private @Nullable Nested nested;
    private String mimeType = "";
    private String base64 = "";
    private @Nullable KeptMembers kept;
    private boolean said;
    private boolean malformedCall;

    /** A part beside which more may still come: members have no order. */
    @FunctionalInterface
    private interface Neutral {
        Part with(Optional<String> signature, Optional<String> options);
    }

    /**
     * An object that may hold more than its neutral form.
     *
     * @param json the object as it came
     * @param holdsMore whether it does
     */
    private record Nested(String name, String json, boolean holdsMore) {}

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
                case "text" -> {
                    text = GeminiJson.text(json);
                    hasText = true;
                }
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
            return Optional.of(isMoreThanNeutral() ? provider() : neutral(other));
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

    private Part neutral(Neutral part) {
        return part.with(signature, Optional.ofNullable(kept).map(KeptMembers::close));
    }

    private boolean isMoreThanNeutral() {
        if (nested == null) {
            return false;
        }
        // A file has options and no signature, a program the other way round.
        boolean beside = nested.name.equals("fileData") ? signature.isPresent() : kept != null;
        return nested.holdsMore || thought || beside;
    }

    private Part provider() {
        KeptMembers members = kept();
        if (nested != null) {
            members.addJson(nested.name, nested.json);
        } else if (hasText) {
            members.add("text", text);
        }
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
        other = (signed, options) ->
                signed.isEmpty() ? call : new ToolCall(call.id(), call.name(), call.argumentsJson(), signed);
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
        FlatObject file = readNested("fileData", FILE);
        String uri = file.text("fileUri");
        if (!uri.isBlank()) {
            Optional<String> type = Optional.of(file.text("mimeType")).filter(value -> !value.isEmpty());
            other = (signed, options) -> new FilePart(uri, type, options);
        }
    }

    private void readCode() {
        FlatObject code = readNested("executableCode", CODE);
        other = (signed, options) -> new CodePart(code.text("id"), code.text("language"), code.text("code"), signed);
    }

    private void readCodeResult() {
        FlatObject result = readNested("codeExecutionResult", CODE_RESULT);
        other = (signed, options) ->
                new CodeResultPart(result.text("id"), result.text("outcome"), result.text("output"), signed);
    }

    private FlatObject readNested(String name, Set<String> known) {
        if (!GeminiJson.isObject(json)) {
            return FlatObject.EMPTY;
        }
        String whole = GeminiJson.compact(json);
        FlatObject object = FlatObject.read(whole);
        nested = new Nested(name, whole, !known.containsAll(object.names()));
        return object;
    }

    private KeptMembers kept() {
        KeptMembers members = kept == null ? new KeptMembers() : kept;
        kept = members;
        return members;
    }
}
