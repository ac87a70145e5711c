package dev.quotarouter.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a schema asks for and Gemini's schemas cannot: said to the model in the description. */
final class SchemaWords {
    private final List<String> sentences = new ArrayList<>();

    /** {@return the sentence for a keyword that has one; empty for another} */
    static Optional<String> sentence(String keyword, Object value) {
        String said = switch (keyword) {
            case "minLength" -> "At least " + value + " characters.";
            case "maxLength" -> "At most " + value + " characters.";
            case "pattern" -> "Matches the regular expression " + value;
            case "format" -> "Format: " + value + ".";
            case "multipleOf" -> "A multiple of " + value + ".";
            case "uniqueItems" -> Boolean.TRUE.equals(value) ? "No item comes twice." : "";
            case "minProperties" -> "At least " + value + " properties.";
            case "maxProperties" -> "At most " + value + " properties.";
            case "contentEncoding" -> "Encoded as " + value + ".";
            case "contentMediaType" -> "Contains " + value + ".";
            default -> null;
        };
        return Optional.ofNullable(said);
    }

    void say(String sentence) {
        if (!sentence.isEmpty()) {
            sentences.add(sentence);
        }
    }

    /** Says everything at the end of the schema's description. */
    void appendTo(Map<String, Object> schema) {
        if (!sentences.isEmpty()) {
            String all = String.join("\n", sentences);
            schema.merge("description", all, (said, more) -> said + "\n" + more);
        }
    }
}
