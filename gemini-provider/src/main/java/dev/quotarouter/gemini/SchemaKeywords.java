package dev.quotarouter.gemini;

import java.util.Map;
import java.util.Set;

/** The keywords of JSON Schema, by what Gemini makes of them. */
final class SchemaKeywords {
    /** Honoured, and no schema inside. */
    static final Set<String> PASSED =
            Set.of("$id", "$anchor", "title", "description", "minItems", "maxItems", "required", "propertyOrdering");

    /**
     * They describe a schema or a value to people and tools, and constrain nothing. {@code discriminator} only spares a reader
     * the search; {@code default} is for who reads the value.
     */
    static final Set<String> ANNOTATIONS = Set.of(
            "$schema",
            "$comment",
            "$vocabulary",
            "default",
            "deprecated",
            "discriminator",
            "example",
            "examples",
            "externalDocs",
            "readOnly",
            "writeOnly",
            "xml");

    /** Formats that Gemini holds a text or number to. */
    static final Set<String> FORMATS = Set.of("date-time", "date", "time", "int32", "int64", "float", "double");

    static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "array", "object", "null");

    /** What cannot even be said in words without changing what it means, and what to write instead. */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("not", "say in the description what must not be"),
            Map.entry("if", "write anyOf with a member for each case"),
            Map.entry("then", "write anyOf with a member for each case"),
            Map.entry("else", "write anyOf with a member for each case"),
            Map.entry("dependentSchemas", "write anyOf with a member for each case"),
            Map.entry("dependentRequired", "write anyOf with a member for each case"),
            Map.entry("dependencies", "write anyOf with a member for each case"),
            Map.entry("patternProperties", "name the properties, or write additionalProperties"),
            Map.entry("propertyNames", "say in the description how properties are named"),
            Map.entry("unevaluatedProperties", "write additionalProperties"),
            Map.entry("unevaluatedItems", "write items"),
            Map.entry("additionalItems", "write prefixItems, and items for the rest"),
            Map.entry("contains", "say in the description what must be among the items"),
            Map.entry("minContains", "say in the description what must be among the items"),
            Map.entry("maxContains", "say in the description what must be among the items"),
            Map.entry("contentSchema", "say in the description what the text contains"),
            Map.entry("definitions", "move them into $defs of the whole schema"),
            Map.entry("$dynamicRef", "write $ref"),
            Map.entry("$dynamicAnchor", "write $anchor"),
            Map.entry("$recursiveRef", "write $ref"),
            Map.entry("$recursiveAnchor", "write $anchor"));

    private SchemaKeywords() {}

    static boolean isAnnotation(String keyword) {
        return ANNOTATIONS.contains(keyword) || keyword.startsWith("x-");
    }

    /** {@return what to do about a keyword that Gemini does not honour} */
    static String advice(String keyword) {
        return ADVICE.getOrDefault(keyword, "leave it out, or say in the description what it asks for");
    }
}
