package dev.quotarouter.gemini;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code enum} and {@code const}. Gemini's {@code enum} holds texts and numbers. */
final class SchemaValues {
    private SchemaValues() {}

    /** Adds what the values may be to the result, or says it. Null is left to {@link #allowNull}. */
    static void translate(Map<String, Object> source, Map<String, Object> result, SchemaWords words, String path) {
        if (!source.containsKey("enum") && !source.containsKey("const")) {
            return;
        }
        List<?> values = values(source, path).stream()
                .filter(value -> value != JsonTree.Null.NULL)
                .toList();
        if (values.isEmpty()) {
            result.put("type", "null");
        } else if (values.stream().allMatch(value -> value instanceof String || value instanceof Number)) {
            result.put("enum", values);
        } else if (Set.copyOf(values).equals(Set.of(true, false))) {
            result.putIfAbsent("type", "boolean");
        } else {
            if (values.stream().allMatch(Boolean.class::isInstance)) {
                result.putIfAbsent("type", "boolean");
            }
            words.say("One of " + GeminiJson.text(values) + ".");
        }
    }

    /** {@return whether null is among the values, and not the only one} */
    static boolean allowNull(Map<String, Object> source) {
        return !source.containsKey("const")
                && source.get("enum") instanceof List<?> values
                && values.size() > 1
                && values.contains(JsonTree.Null.NULL);
    }

    private static List<?> values(Map<String, Object> source, String path) {
        Object only = source.get("const");
        Object all = source.getOrDefault("enum", List.of());
        if (!(all instanceof List<?> list) || (only == null && list.isEmpty())) {
            throw new UnsendableException(path + ".enum: an enum is a list of at least one value");
        }
        if (only == null) {
            return list;
        }
        if (source.containsKey("enum") && !list.contains(only)) {
            throw new UnsendableException(path + ".const: it is not in the enum beside it; write one of the two");
        }
        return List.of(only);
    }
}
