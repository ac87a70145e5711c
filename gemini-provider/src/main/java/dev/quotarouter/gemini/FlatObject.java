package dev.quotarouter.gemini;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A small object of which only texts, numbers and truth values matter. What is absent is empty, zero or false, as proto3
 * leaves it out.
 */
final class FlatObject {
    static final FlatObject EMPTY = new FlatObject();

    private final Map<String, String> members = new HashMap<>(8);

    private FlatObject() {}

    /** {@return the object at the current token; an empty one for anything else} */
    static FlatObject read(JsonParser json) {
        FlatObject object = new FlatObject();
        if (GeminiJson.isObject(json)) {
            for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    object.members.put(name, GeminiJson.text(json));
                }
            }
        }
        return object;
    }

    /**
     * {@return the object in the text}
     *
     * @param text one whole JSON object
     */
    static FlatObject read(String text) {
        try (JsonParser json = GeminiJson.parser(text)) {
            json.nextToken();
            return read(json);
        }
    }

    /** {@return what it has, in camel case, known or not} */
    Set<String> names() {
        return members.keySet();
    }

    String text(String name) {
        return members.getOrDefault(name, "");
    }

    boolean isTrue(String name) {
        return text(name).equals("true");
    }

    /** {@return the count, zero or more, as far as an int goes} */
    int count(String name) {
        return (int) Math.min(GeminiJson.count(text(name)), Integer.MAX_VALUE);
    }

    /** {@return the number; zero for anything that is none} */
    double decimal(String name) {
        try {
            double value = Double.parseDouble(text(name).strip());
            return Double.isNaN(value) ? 0 : value;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
