package dev.quotarouter.gemini;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes apart {@code allOf}, which Gemini does not honour. */
final class SchemaMerge {
    private SchemaMerge() {}

    /**
     * {@return the schema with its {@code allOf} of one merged into it; the schema itself if it has none}
     *
     * @throws UnsendableException if there are several, or both say different things under one keyword
     */
    static Map<String, Object> ofSingleAllOf(Map<String, Object> schema, String path) {
        Object allOf = schema.get("allOf");
        if (allOf == null) {
            return schema;
        }
        if (!(allOf instanceof List<?> list) || list.size() != 1 || !(list.get(0) instanceof Map<?, ?> only)) {
            throw new UnsendableException(
                    path + ".allOf: Gemini's schemas cannot say this; write its members into one schema");
        }
        Map<String, Object> merged = new LinkedHashMap<>(schema);
        merged.remove("allOf");
        only.forEach((keyword, value) -> add((String) keyword, value, merged, path));
        // It may have one of its own.
        return ofSingleAllOf(merged, path);
    }

    private static void add(String keyword, Object value, Map<String, Object> merged, String path) {
        Object there = merged.putIfAbsent(keyword, value);
        // The outer title and description are about this very place.
        boolean same = there == null || there.equals(value) || keyword.equals("title") || keyword.equals("description");
        if (!same) {
            throw new UnsendableException(
                    path + ".allOf[0]." + keyword + ": the schema around it has another; write both into one schema");
        }
    }
}
