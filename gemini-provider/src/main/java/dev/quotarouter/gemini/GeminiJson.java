package dev.quotarouter.gemini;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** The door to Jackson, and what proto3's JSON asks of a reader: numbers may be strings, enums may be new. */
final class GeminiJson {
    // A text is bounded by the size of its reply, which is bounded already.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** What a text is, read as JSON. */
    enum Kind {
        OBJECT,
        OTHER_VALUE,
        NOT_JSON
    }

    private GeminiJson() {}

    static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    static JsonGenerator generator(Writer out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    static JsonParser parser(InputStream in) {
        return FACTORY.createParser(ObjectReadContext.empty(), in);
    }

    static JsonParser parser(byte[] bytes) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes);
    }

    static JsonParser parser(String text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /** {@return whether the whole text is one JSON value, and which} */
    static Kind kindOf(String text) {
        // Most plain text starts with a letter that no JSON value starts with: no parser, no exception for it.
        String start = text.stripLeading();
        if (start.isEmpty() || "{[\"-0123456789tfn".indexOf(start.charAt(0)) < 0) {
            return Kind.NOT_JSON;
        }
        try (JsonParser parser = parser(text)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return Kind.NOT_JSON;
            }
            return object ? Kind.OBJECT : Kind.OTHER_VALUE;
        } catch (JacksonException e) {
            return Kind.NOT_JSON;
        }
    }

    /** {@return the name of the next member of the object, or an empty text at its end}. The value is the current token. */
    static String nextMember(JsonParser parser) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_OBJECT) {
            return "";
        }
        if (token == null) {
            throw new StreamReadException(parser, "the JSON ends inside an object");
        }
        String name = parser.currentName();
        parser.nextToken();
        // A member without a name would look like the end. No vendor has one; a broken gateway may.
        return name.isEmpty() ? " " : name;
    }

    /** {@return as {@link #nextMember}, in camel case: proto3's JSON has both {@code finishReason} and {@code finish_reason}} */
    static String nextField(JsonParser parser) {
        String name = nextMember(parser);
        return name.indexOf('_') < 0 ? name : camelCase(name);
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_') {
                camel.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = c == '_';
        }
        return camel.isEmpty() ? " " : camel.toString();
    }

    /** {@return whether the current value is an object; anything else is skipped} */
    static boolean isObject(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    /** {@return whether the current value is an array; anything else is skipped} */
    static boolean isArray(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    /** {@return whether the array has another element, which is the current token then} */
    static boolean nextElement(JsonParser parser) {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new StreamReadException(parser, "the JSON ends inside an array");
        }
        return token != JsonToken.END_ARRAY;
    }

    /** {@return the texts of the array; empty for anything else} */
    static List<String> texts(JsonParser parser) {
        if (!isArray(parser)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        while (nextElement(parser)) {
            texts.add(text(parser));
        }
        return texts;
    }

    /** {@return whether the value is true, which a text may say, too} */
    static boolean isTrue(JsonParser parser) {
        return text(parser).equals("true");
    }

    /** {@return the count, as far as an int goes} */
    static int smallCount(JsonParser parser) {
        return (int) Math.min(count(parser), Integer.MAX_VALUE);
    }

    /** {@return the scalar as text; empty for null, and for an object or array, which is skipped} */
    static String text(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }

    /** {@return the count, zero or more; zero for anything that is none} Proto3 may write an int64 as a text. */
    static long count(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return Math.max(0, parser.getLongValue());
        }
        return count(text(parser));
    }

    /** {@return the count in the text, zero or more; zero for anything that is none} */
    static long count(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return value > 0 ? (long) value : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** {@return the current value as JSON text without white space} Leaves the parser at the value's end. */
    static String compact(JsonParser parser) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = generator(text)) {
            generator.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    /** {@return a value of {@link JsonTree} as JSON text without white space} */
    static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = generator(text)) {
            JsonTree.write(value, generator);
        }
        return text.toString();
    }

    /** Reads on until the end of the stream, so that its connection can serve the next call. */
    static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IOException("there is more after the JSON");
        }
    }
}
