package dev.quotarouter.internal.json;

import java.util.List;
import java.util.Map;

/** A value of a JSON document, which remembers its text as it stands there. Immutable. */
public sealed interface JsonValue {
    /** {@return the value's text, as it stands in the document} */
    Slice slice();

    /**
     * A piece of a document.
     *
     * @param document the whole text
     * @param from where the piece begins
     * @param to where it ends, exclusive
     */
    record Slice(String document, int from, int to) {
        /** {@return the piece} */
        public String text() {
            return document.substring(from, to);
        }

        /** Says where, not what: a document does not belong into a log. */
        @Override
        public String toString() {
            return "Slice[" + from + ", " + to + "]";
        }
    }

    /** An object: its members in order. */
    record Members(Map<String, JsonValue> values, Slice slice) implements JsonValue {}

    /** An array. */
    record Items(List<JsonValue> values, Slice slice) implements JsonValue {}

    /** A string, without quotes and escapes. */
    record Text(String value, Slice slice) implements JsonValue {
        /** Hides the text. */
        @Override
        public String toString() {
            return "Text[" + slice + "]";
        }
    }

    /** A number: {@code Long}, {@code BigInteger}, or {@code Double}, infinite where it is larger than any. */
    record Numeric(Number value, Slice slice) implements JsonValue {}

    /** True or false. */
    record Flag(boolean value, Slice slice) implements JsonValue {}

    /** Null. */
    record Nothing(Slice slice) implements JsonValue {}

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is not one whole JSON value, names a member twice, or is built to exhaust its
     *     reader; the message has the place, and nothing of the text
     */
    static JsonValue parse(String document) {
        return JsonValueReader.read(document);
    }
}
