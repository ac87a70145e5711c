package dev.quotarouter.openai;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;
import dev.quotarouter.internal.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into JSON texts. */
final class Json {
    private Json() {}

    /** {@return the value at a path such as {@code choices[0].message.content}; null if it is null or not there} */
    static @Nullable Object at(String json, String path) {
        Object value = JsonText.parseObject(json);
        for (String step : path.replace("[", ".[").split("\\.", -1)) {
            if (value instanceof Map<?, ?> map) {
                value = map.get(step);
            } else if (value instanceof List<?> list) {
                value = list.get(Integer.parseInt(step.substring(1, step.length() - 1)));
            } else {
                return null;
            }
        }
        return value;
    }

    /** {@return the names of the members of the object at the path} */
    static List<String> names(String json, String path) {
        return at(json, path) instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** {@return the value that the steps lead to, as it stands in the text} */
    static String text(String json, String... steps) {
        JsonValue value = JsonValue.parse(json);
        for (String step : steps) {
            if (value instanceof JsonValue.Members members) {
                value = requireNonNull(members.values().get(step), step);
            } else if (value instanceof JsonValue.Items items) {
                value = items.values().get(Integer.parseInt(step));
            }
        }
        return value.slice().text();
    }
}
