package dev.quotarouter.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can only be said as one of several: null beside something else, and a reference with a description. */
final class SchemaAlternatives {
    private static final Set<String> IDENTITY = Set.of("$ref", "$defs", "$id", "$anchor");
    private static final Map<String, Object> NULL = Map.of("type", "null");

    private final Map<String, Object> result;

    private SchemaAlternatives(Map<String, Object> result) {
        this.result = result;
    }

    /** Changes a schema that is translated otherwise, so that it may be null, and has nothing beside a reference. */
    static void set(Map<String, Object> result, boolean nullable, String path) {
        SchemaAlternatives alternatives = new SchemaAlternatives(result);
        if (result.containsKey("$ref")) {
            alternatives.setReferenceApart(nullable, path);
        } else if (nullable) {
            alternatives.allowNull();
        }
    }

    /** Null beside what there is: among the types where that is enough, else as a choice of its own. */
    private void allowNull() {
        Object type = result.getOrDefault("type", List.of());
        List<Object> types = new ArrayList<>(type instanceof List<?> several ? several : List.of(type));
        if (result.containsKey("enum")) {
            wrap(List.of(NULL));
        } else if (!types.isEmpty()) {
            if (!types.contains("null")) {
                types.add("null");
            }
            result.put("type", types);
        } else if (result.get("anyOf") instanceof List<?> choices) {
            List<Object> more = new ArrayList<>(choices);
            more.add(NULL);
            result.put("anyOf", more);
        } else {
            wrap(List.of(NULL));
        }
    }

    /** Gemini reads nothing beside a reference. */
    private void setReferenceApart(boolean nullable, String path) {
        for (String keyword : result.keySet()) {
            if (!IDENTITY.contains(keyword) && !isSaying(keyword)) {
                throw new UnsendableException(path + "." + keyword
                        + ": Gemini reads nothing beside $ref; move it into the" + " schema that $ref names");
            }
        }
        if (nullable) {
            wrap(List.of(NULL));
        } else if (!IDENTITY.containsAll(result.keySet())) {
            wrap(List.of());
        }
    }

    /** Makes all that constrains one choice, beside others, and leaves outside what is only said. */
    private void wrap(List<Object> others) {
        Map<String, Object> inner = new LinkedHashMap<>();
        result.forEach((keyword, value) -> {
            if (!isSaying(keyword) && !(IDENTITY.contains(keyword) && !keyword.equals("$ref"))) {
                inner.put(keyword, value);
            }
        });
        // What nothing constrains may be null as it is.
        if (inner.isEmpty()) {
            return;
        }
        result.keySet().removeAll(inner.keySet());
        List<Object> choices = new ArrayList<>();
        choices.add(inner);
        choices.addAll(others);
        result.put("anyOf", choices);
    }

    private static boolean isSaying(String keyword) {
        return keyword.equals("title") || keyword.equals("description");
    }
}
