package dev.quotarouter.internal.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads a document into {@link JsonValue}s. */
final class JsonValueReader {
    // A picture is one string, and its document is in memory already; depth and numbers keep Jackson's bounds.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String document;
    private final JsonParser parser;

    private JsonValueReader(String document, JsonParser parser) {
        this.document = document;
        this.parser = parser;
    }

    static JsonValue read(String document) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
            JsonValueReader reader = new JsonValueReader(document, parser);
            JsonValue value = reader.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw reader.mistake("has more than one value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw mistake("is nested too deeply, or has a number or a name that is too long", e.getLocation());
        } catch (JacksonException e) {
            // Its words quote the text.
            throw mistake("is not JSON", e.getLocation());
        }
    }

    private JsonValue value(@Nullable JsonToken token) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (token == null) {
            throw mistake("ends too early");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = members();
                yield new JsonValue.Members(members, slice(from));
            }
            case START_ARRAY -> {
                List<JsonValue> items = items();
                yield new JsonValue.Items(items, slice(from));
            }
            case VALUE_NUMBER_INT -> {
                Number number = integer();
                yield new JsonValue.Numeric(number, slice(from));
            }
            case VALUE_NUMBER_FLOAT -> {
                Number number = parser.getDoubleValue();
                yield new JsonValue.Numeric(number, slice(from));
            }
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Flag(token == JsonToken.VALUE_TRUE, slice(from));
            case VALUE_NULL -> new JsonValue.Nothing(slice(from));
            default -> {
                // Read before the end is asked for: Jackson reads a string no sooner than it must.
                String text = parser.getString();
                yield new JsonValue.Text(text, slice(from));
            }
        };
    }

    private Map<String, JsonValue> members() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            if (members.put(name, value(parser.nextToken())) != null) {
                throw mistake("names a member twice");
            }
        }
        return Collections.unmodifiableMap(members);
    }

    private List<JsonValue> items() {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return Collections.unmodifiableList(items);
    }

    private Number integer() {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Number) parser.getLongValue();
    }

    private JsonValue.Slice slice(int from) {
        return new JsonValue.Slice(
                document, from, (int) parser.currentLocation().getCharOffset());
    }

    private IllegalArgumentException mistake(String problem) {
        return mistake(problem, parser.currentLocation());
    }

    private static IllegalArgumentException mistake(String problem, @Nullable TokenStreamLocation at) {
        String place = at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new IllegalArgumentException(problem + place);
    }
}
