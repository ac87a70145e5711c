package dev.quotarouter.openai;

import dev.quotarouter.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One place in the request: it knows its path.
 *
 * <p>What is null is not there. Whoever asks for something that is not there gets nothing; whoever asks for something that
 * is of another kind gets nothing as well, and the mistake is noted: reading goes on, so that one report has all mistakes.
 * No report shows a value.
 */
final class JsonField {
    private final String path;
    private final @Nullable JsonValue value;
    private final RequestFindings findings;

    JsonField(String path, @Nullable JsonValue value, RequestFindings findings) {
        this.path = path;
        this.value = value instanceof JsonValue.Nothing ? null : value;
        this.findings = findings;
    }

    boolean isPresent() {
        return value != null;
    }

    boolean isText() {
        return value instanceof JsonValue.Text;
    }

    boolean isObject() {
        return value instanceof JsonValue.Members;
    }

    boolean isList() {
        return value instanceof JsonValue.Items;
    }

    void problem(String problem, String remedy) {
        findings.problem(path, problem, remedy);
    }

    /** Refuses the field if it is there. */
    void refuse(String problem, String remedy) {
        if (isPresent()) {
            problem(problem, remedy);
        }
    }

    /** Lists the field as one without effect if it is there. */
    void ignore() {
        if (isPresent()) {
            findings.ignored(path);
        }
    }

    /** {@return this, which must be there} */
    JsonField required(String remedy) {
        if (!isPresent()) {
            problem("is missing", remedy);
        }
        return this;
    }

    Optional<String> text() {
        if (value instanceof JsonValue.Text text) {
            return Optional.of(text.value());
        }
        refuse("must be a string", "write it in quotes");
        return Optional.empty();
    }

    Optional<Boolean> flag() {
        if (value instanceof JsonValue.Flag flag) {
            return Optional.of(flag.value());
        }
        refuse("must be true or false", "write true or false, without quotes");
        return Optional.empty();
    }

    OptionalInt integer(int min, int max) {
        if (value instanceof JsonValue.Numeric number
                && number.value() instanceof Long whole
                && whole >= min
                && whole <= max) {
            return OptionalInt.of(whole.intValue());
        }
        refuse("must be a whole number", "write one within " + min + " to " + max);
        return OptionalInt.empty();
    }

    OptionalDouble number(double min, double max) {
        if (value instanceof JsonValue.Numeric number
                && number.value().doubleValue() >= min
                && number.value().doubleValue() <= max) {
            return OptionalDouble.of(number.value().doubleValue());
        }
        refuse("must be a number", "write one within " + (int) min + " to " + (int) max);
        return OptionalDouble.empty();
    }

    /** {@return what the text stands for} */
    <T> Optional<T> oneOf(Map<String, T> meanings) {
        if (value instanceof JsonValue.Text text && meanings.containsKey(text.value())) {
            return Optional.of(meanings.get(text.value()));
        }
        refuse("is not a value known here", "write one of " + String.join(", ", new TreeSet<>(meanings.keySet())));
        return Optional.empty();
    }

    /** {@return the items of this list; none of them is null} */
    List<JsonField> items() {
        List<JsonField> items = new ArrayList<>();
        if (value instanceof JsonValue.Items list) {
            for (int i = 0; i < list.values().size(); i++) {
                JsonField item =
                        new JsonField(path + "[" + i + "]", list.values().get(i), findings);
                if (item.required("leave null out of the list").isPresent()) {
                    items.add(item);
                }
            }
        } else {
            refuse("must be an array", "write it in square brackets");
        }
        return items;
    }

    Optional<JsonMembers> members() {
        if (value instanceof JsonValue.Members members) {
            return Optional.of(new JsonMembers(path, members.values(), findings));
        }
        refuse("must be an object", "write it in braces");
        return Optional.empty();
    }

    /** {@return the text of this object, as it stands in the request} */
    Optional<String> object() {
        return members().map(members -> json());
    }

    /** {@return the text of this value, as it stands in the request} */
    String json() {
        return value == null ? "null" : value.slice().text();
    }
}
