package dev.quotarouter.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a value that follows a schema, with the names and numbers of a text where they fit: asked for the weather in
 * Paris, {@code {"city": "Paris"}}. Always the same for the same input. For one value; not thread-safe.
 *
 * <p>Knows type, enum, properties, items, anyOf, oneOf, local $ref, and the bounds of numbers and lengths.
 */
final class SchemaSample {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern NAME = Pattern.compile("(?<=[a-z,;:] )\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)*");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,9}(?![\\w])");
    private static final int DEEPEST = 12;

    private final JsonNode root;
    private final Deque<String> names;
    private final Deque<String> numbers;

    SchemaSample(JsonNode schema, String text) {
        root = schema;
        names = matches(NAME, text);
        numbers = matches(NUMBER, text);
    }

    JsonNode value() {
        return value(root, "value", 0);
    }

    private JsonNode value(JsonNode written, String name, int depth) {
        JsonNode schema = resolve(written);
        if (depth > DEEPEST) {
            return JSON.nullNode();
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").path(0);
        }
        for (String choice : new String[] {"anyOf", "oneOf"}) {
            if (!schema.path(choice).isEmpty()) {
                return value(schema.path(choice).path(0), name, depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> JSON.numberNode(Math.round(number(schema)));
            case "number" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default -> JSON.stringNode(string(schema, name));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean required = schema.path("required")
                    .valueStream()
                    .anyMatch(name -> name.asString().equals(property.getKey()));
            // Deep down only what must be, so that a schema that contains itself comes to an end.
            if (required || depth < 3) {
                object.set(property.getKey(), value(property.getValue(), property.getKey(), depth + 1));
            }
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        ArrayNode array = JSON.arrayNode();
        long size = Math.min(Math.max(1, schema.path("minItems").asLong(1)), 100);
        if (schema.path("maxItems").asLong(1) == 0) {
            return array;
        }
        for (long i = 0; i < size; i++) {
            array.add(value(schema.path("items"), name, depth + 1));
        }
        return array;
    }

    private double number(JsonNode schema) {
        double wish = numbers.isEmpty() ? 1 : Double.parseDouble(numbers.removeFirst());
        double atLeast = Math.max(wish, schema.path("minimum").asDouble(wish));
        return Math.min(atLeast, schema.path("maximum").asDouble(atLeast));
    }

    private String string(JsonNode schema, String name) {
        String wish = switch (schema.path("format").asString("")) {
            case "date-time" -> "2026-01-01T00:00:00Z";
            case "date" -> "2026-01-01";
            default -> names.isEmpty() ? "some " + name.replace('_', ' ') : names.removeFirst();
        };
        int longest = (int) Math.min(schema.path("maxLength").asLong(wish.length()), wish.length());
        String cut = wish.substring(0, longest);
        long missing = Math.min(schema.path("minLength").asLong(0), 10_000) - cut.length();
        return missing > 0 ? cut + "x".repeat((int) missing) : cut;
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        for (int hop = 0; hop < DEEPEST && resolved.has("$ref"); hop++) {
            String reference = resolved.path("$ref").asString("");
            resolved = reference.startsWith("#/") ? root.at(reference.substring(1)) : JSON.objectNode();
        }
        return resolved;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String first = type.isArray() ? type.path(0).asString("") : type.asString("");
        if (first.isEmpty()) {
            return schema.has("properties") ? "object" : "string";
        }
        return first.toLowerCase(Locale.ROOT);
    }

    private static Deque<String> matches(Pattern pattern, String text) {
        return new ArrayDeque<>(
                pattern.matcher(text).results().map(MatchResult::group).toList());
    }
}
