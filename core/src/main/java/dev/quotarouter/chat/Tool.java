package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A function of the caller's that the model may ask for.
 *
 * @param name letters, digits, {@code _} and {@code -}; starts with a letter or {@code _}; at most 64 characters
 * @param description what it does, for the model to read
 * @param parametersJson the JSON Schema of its arguments; empty if it takes none
 * @param strict whether the model is held to the schema while it writes the arguments
 */
public record Tool(String name, String description, Optional<String> parametersJson, boolean strict) {
    // What every known provider accepts; some accept more.
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    /**
     * Checks name and schema.
     *
     * @throws IllegalArgumentException if the name has not the form above or the schema is not one JSON object
     */
    public Tool {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(parametersJson, "parametersJson");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a tool's name has letters, digits, _ and -, starts with a letter or _"
                    + " and has at most 64 characters, not \"" + name + "\"");
        }
        parametersJson.ifPresent(schema -> JsonText.requireObject("parametersJson", schema));
    }

    /** A function that takes the arguments described by the given JSON Schema. */
    public static Tool function(String name, String description, String parametersJson) {
        return new Tool(name, description, Optional.of(parametersJson), false);
    }

    /** A function that takes no arguments. */
    public static Tool function(String name, String description) {
        return new Tool(name, description, Optional.empty(), false);
    }

    /** {@return the same function, and the model is held to its schema} */
    public Tool withStrict() {
        return new Tool(name, description, parametersJson, true);
    }
}
