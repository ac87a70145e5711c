package dev.quotarouter.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A JSON Schema in the words that Gemini honours, so that nothing of it is lost without a sound.
 *
 * <p>What Gemini honours passes. What has an equal is translated: {@code const}, {@code nullable}, exclusive bounds of
 * integers, {@code allOf} of one, {@code definitions}, what stands beside a {@code $ref}. What the model can only be told is
 * told in the {@code description}: {@code pattern}, lengths, other formats, … What would change its meaning is refused, with
 * the place and what to write instead: {@code not}, {@code if}, references to elsewhere, … Annotations, which constrain
 * nothing, are left out: {@code $schema}, {@code default}, {@code examples}, {@code x-…}, ….
 */
final class GeminiSchema {
    private final Map<String, Object> source;
    private final String path;
    private final Map<String, Object> result = new LinkedHashMap<>();
    private final SchemaWords words = new SchemaWords();
    private boolean nullable;

    private GeminiSchema(Map<String, Object> source, String path) {
        this.source = SchemaMerge.ofSingleAllOf(source, path);
        this.path = path;
    }

    /**
     * {@return the schema in Gemini's words}
     *
     * @throws UnsendableException if Gemini has no words for something in it, with its place: {@code $.properties.a.not}
     */
    static Map<String, Object> translate(Map<String, Object> schema) {
        return new GeminiSchema(schema, "$").translate();
    }

    private Map<String, Object> translate() {
        source.forEach(this::translate);
        SchemaValues.translate(source, result, words, path);
        SchemaBounds.translate(source, result, words, path);
        nullable |= SchemaValues.allowNull(source);
        words.appendTo(result);
        SchemaAlternatives.set(result, nullable, path);
        return result;
    }

    private void translate(String keyword, Object value) {
        switch (keyword) {
            case "type" -> result.put(keyword, types(value));
            case "$ref" -> result.put(keyword, reference(value));
            case "$defs" -> definitions(keyword, value);
            case "definitions" -> {
                if (!path.equals("$")) {
                    throw refused(keyword);
                }
                definitions(keyword, value);
            }
            case "properties" -> result.put(keyword, named(keyword, value));
            case "items" -> result.put(keyword, items(value));
            case "prefixItems", "anyOf", "oneOf" -> result.put(keyword, listed(keyword, value));
            case "additionalProperties" ->
                result.put(keyword, value instanceof Boolean ? value : schema(value, at(keyword)));
            case "nullable" -> nullable |= Boolean.TRUE.equals(value);
            case "format" -> format(value);
            case "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> {
                // Each with its partners, below.
            }
            default -> other(keyword, value);
        }
    }

    private void other(String keyword, Object value) {
        if (SchemaKeywords.PASSED.contains(keyword)) {
            result.put(keyword, value);
        } else if (!SchemaKeywords.isAnnotation(keyword)) {
            words.say(SchemaWords.sentence(keyword, value).orElseThrow(() -> refused(keyword)));
        }
    }

    private Object types(Object value) {
        if (value instanceof List<?> several) {
            return several.stream().map(this::type).toList();
        }
        return type(value);
    }

    private String type(Object value) {
        // OpenAPI's large letters, too, which Gemini's other dialect has.
        String type = value instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
        if (!SchemaKeywords.TYPES.contains(type)) {
            throw refused(
                    "type",
                    "write one of " + SchemaKeywords.TYPES.stream().sorted().toList());
        }
        return type;
    }

    private String reference(Object value) {
        String reference = value instanceof String text ? text : "";
        if (!reference.startsWith("#") || reference.contains("/allOf/")) {
            throw refused("$ref", "move what it names into $defs and write #/$defs/…");
        }
        String old = "#/definitions/";
        return reference.startsWith(old) ? "#/$defs/" + reference.substring(old.length()) : reference;
    }

    private void definitions(String keyword, Object value) {
        result.merge("$defs", named(keyword, value), (some, more) -> {
            Map<String, Object> all = new LinkedHashMap<>(members(some));
            members(more).forEach((name, schema) -> {
                if (all.put(name, schema) != null) {
                    throw refused(keyword + "." + name, "give it another name: $defs has one of this name");
                }
            });
            return all;
        });
    }

    private Object items(Object value) {
        if (value instanceof List) {
            throw refused("items", "write prefixItems, and items for the rest");
        }
        return schema(value, at("items"));
    }

    private Map<String, Object> named(String keyword, Object value) {
        if (!(value instanceof Map)) {
            throw refused(keyword, "write an object of schemas");
        }
        Map<String, Object> translated = new LinkedHashMap<>();
        members(value).forEach((name, schema) -> translated.put(name, schema(schema, at(keyword) + "." + name)));
        return translated;
    }

    private List<Object> listed(String keyword, Object value) {
        if (!(value instanceof List<?> schemas) || schemas.isEmpty()) {
            throw refused(keyword, "write a list of schemas");
        }
        if (keyword.equals("oneOf") && source.containsKey("anyOf")) {
            throw refused(keyword, "write one anyOf; Gemini reads the two as one");
        }
        List<Object> translated = new ArrayList<>(schemas.size());
        for (Object schema : schemas) {
            translated.add(schema(schema, at(keyword) + "[" + translated.size() + "]"));
        }
        return translated;
    }

    private static Object schema(Object value, String path) {
        if (value instanceof Map) {
            return new GeminiSchema(members(value), path).translate();
        }
        if (Boolean.TRUE.equals(value)) {
            return Map.of();
        }
        throw new UnsendableException(path + ": Gemini reads an object here; write a schema, or leave the place out");
    }

    private void format(Object value) {
        if (value instanceof String format && SchemaKeywords.FORMATS.contains(format)) {
            result.put("format", format);
        } else {
            other("format", value);
        }
    }

    private UnsendableException refused(String keyword) {
        return refused(keyword, SchemaKeywords.advice(keyword));
    }

    private UnsendableException refused(String keyword, String advice) {
        return new UnsendableException(at(keyword) + ": Gemini's schemas cannot say this; " + advice);
    }

    private String at(String keyword) {
        return path + "." + keyword;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object parsed) {
        // JsonTree has nothing but texts for names.
        return (Map<String, Object>) parsed;
    }
}
