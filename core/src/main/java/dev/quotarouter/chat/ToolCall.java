package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;
import java.util.Map;
import java.util.Optional;

/**
 * The model's wish that the caller run a tool.
 *
 * @param id what the result refers to; unique within the reply
 * @param name the tool's name, as it was declared
 * @param argumentsJson the arguments as JSON text: always one object
 * @param signature what the provider attached to this call and wants to see again, unread and unchanged
 */
public record ToolCall(String id, String name, String argumentsJson, Optional<String> signature) implements Part {
    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if {@code argumentsJson} is not one JSON object
     */
    public ToolCall {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(argumentsJson, "argumentsJson");
        requireNonNull(signature, "signature");
        JsonText.requireObject("argumentsJson", argumentsJson);
    }

    /**
     * A call without a signature.
     *
     * @throws IllegalArgumentException if {@code argumentsJson} is not one JSON object
     */
    public ToolCall(String id, String name, String argumentsJson) {
        this(id, name, argumentsJson, Optional.empty());
    }

    /**
     * {@return the arguments as an unmodifiable map, parsed anew at each call} Values are {@code String}, {@code Long},
     * {@code BigInteger}, {@code Double}, {@code Boolean}, {@code List}, {@code Map} or null.
     */
    public Map<String, Object> arguments() {
        return JsonText.parseObject(argumentsJson);
    }

    @Override
    public Part withoutSignature() {
        return signature.isEmpty() ? this : new ToolCall(id, name, argumentsJson);
    }

    /** Names the tool: arguments do not belong into a log. */
    @Override
    public String toString() {
        return "ToolCall[" + name + ", " + argumentsJson.length() + " characters]";
    }
}
