package dev.quotarouter.gemini;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * JSON as plain values, for the small JSON inside a request that must be looked into: {@code Map} in the order of the text,
 * {@code List}, {@code String}, {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code Boolean} and {@link Null}.
 */
final class JsonTree {
    /** JSON's null. */
    enum Null {
        NULL
    }

    /**
     * JSON that goes out as it is.
     *
     * @param text one whole value
     */
    record Raw(String text) {}

    private JsonTree() {}

    /**
     * {@return the members of the object, in a map that may be changed}
     *
     * @param text one whole JSON object
     * @throws UnsendableException if a name comes twice in one object
     */
    static Map<String, Object> object(String text) {
        try (JsonParser json = GeminiJson.parser(text)) {
            json.nextToken();
            return members(json);
        }
    }

    static void write(Object value, JsonGenerator json) {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            members.forEach((name, member) -> {
                json.writeName((String) name);
                write(member, json);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            elements.forEach(element -> write(element, json));
            json.writeEndArray();
        } else {
            writeScalar(value, json);
        }
    }

    private static void writeScalar(Object value, JsonGenerator json) {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Raw raw) {
            json.writeRawValue(raw.text());
        } else if (value == Null.NULL) {
            json.writeNull();
        } else {
            throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> elements(json);
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? json.getBigIntegerValue()
                        : (Object) json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Null.NULL;
            default -> json.getString();
        };
    }

    private static Map<String, Object> members(JsonParser json) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (members.put(name, value(json)) != null) {
                throw new UnsendableException("\"" + name + "\" comes twice in one JSON object; write it once");
            }
        }
        return members;
    }

    private static List<Object> elements(JsonParser json) {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }
}
