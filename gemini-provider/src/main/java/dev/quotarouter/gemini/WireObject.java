package dev.quotarouter.gemini;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/**
 * An object of the body in the making: first what the request says by neutral names, then what the caller adds in Gemini's
 * own. Nothing can be said twice. Not thread-safe.
 */
final class WireObject {
    /** Objects that both sides may fill. */
    private static final Set<String> SHARED =
            Set.of("generationConfig", "thinkingConfig", "toolConfig", "functionCallingConfig");

    private static final Pattern SNAKE = Pattern.compile("(?<=.)_([a-z])");

    private final String path;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    /** The body itself. */
    WireObject() {
        this("");
    }

    private WireObject(String path) {
        this.path = path;
    }

    /**
     * Sets a member.
     *
     * @param name in camel case
     * @param owner what sets it, as the caller of the library knows it
     * @param value anything that {@link JsonTree} writes
     */
    void put(String name, String owner, Object value) {
        members.put(name, value);
        owners.put(name, owner);
    }

    /** Says that the caller may not add this member, since something else says it already or instead. */
    void claim(String name, String owner) {
        owners.put(name, owner);
    }

    /** {@return the object that is a member of this one} Made when it is first asked for. */
    WireObject object(String name) {
        return (WireObject) members.computeIfAbsent(name, key -> new WireObject(pathOf(key)));
    }

    /**
     * Adds what the caller says in Gemini's terms, in camel case or snake case.
     *
     * @throws UnsendableException if a member is set already
     */
    void add(Map<String, Object> options) {
        options.forEach((written, value) -> {
            String name = camelCase(written);
            if (SHARED.contains(name) && value instanceof Map<?, ?> inner) {
                object(name).add(asMembers(inner));
            } else {
                addMember(name, value);
            }
        });
    }

    private void addMember(String name, Object value) {
        String owner = owners.get(name);
        if (owner != null || SHARED.contains(name)) {
            throw new UnsendableException("providerOptions(\"gemini\") must not set " + pathOf(name)
                    + (owner == null ? " to anything but an object" : ": it belongs to " + owner));
        }
        if (members.put(name, value) != null) {
            throw new UnsendableException("providerOptions(\"gemini\") sets " + pathOf(name) + " twice; set it once");
        }
    }

    /** Writes the members into the object that is open. */
    void writeMembers(JsonGenerator json) {
        members.forEach((name, value) -> {
            if (value instanceof WireObject inner) {
                inner.writeAs(name, json);
            } else {
                json.writeName(name);
                JsonTree.write(value, json);
            }
        });
    }

    private void writeAs(String name, JsonGenerator json) {
        if (!isEmpty()) {
            json.writeObjectPropertyStart(name);
            writeMembers(json);
            json.writeEndObject();
        }
    }

    private boolean isEmpty() {
        for (Object value : members.values()) {
            if (!(value instanceof WireObject inner && inner.isEmpty())) {
                return false;
            }
        }
        return true;
    }

    /** {@return the name as Gemini writes it itself; a leading underscore stays} */
    static String camelCase(String name) {
        return name.indexOf('_') < 0
                ? name
                : SNAKE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMembers(Map<?, ?> parsed) {
        // JsonTree has nothing but texts for names.
        return (Map<String, Object>) parsed;
    }
}
