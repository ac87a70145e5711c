package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;
import java.util.Optional;

/**
 * The form of the reply.
 *
 * @param json whether the reply is JSON rather than plain text
 * @param schemaJson the JSON Schema that the reply follows; only with JSON
 */
public record ResponseFormat(boolean json, Optional<String> schemaJson) {
    /** Plain text. */
    public static final ResponseFormat TEXT = new ResponseFormat(false, Optional.empty());
    /** Any JSON object. */
    public static final ResponseFormat JSON = new ResponseFormat(true, Optional.empty());

    /**
     * Checks the schema.
     *
     * @throws IllegalArgumentException if a schema comes without JSON or is not one JSON object
     */
    public ResponseFormat {
        requireNonNull(schemaJson, "schemaJson");
        if (schemaJson.isPresent() && !json) {
            throw new IllegalArgumentException("a schema describes JSON, not plain text");
        }
        schemaJson.ifPresent(schema -> JsonText.requireObject("schemaJson", schema));
    }

    /** JSON that follows the given JSON Schema. */
    public static ResponseFormat jsonSchema(String schemaJson) {
        return new ResponseFormat(true, Optional.of(schemaJson));
    }
}
