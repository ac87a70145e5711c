package dev.quotarouter.openai;

import dev.quotarouter.internal.json.JsonText;
import dev.quotarouter.internal.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The members of an object. It knows which ones were asked for, so that nothing is passed over in silence. */
final class JsonMembers {
    private static final int LONGEST_NAME = 64;
    private static final char LAST_PLAIN = '~';
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private final String path;
    private final Map<String, JsonValue> values;
    private final RequestFindings findings;
    private final Set<String> asked = new HashSet<>();

    JsonMembers(String path, Map<String, JsonValue> values, RequestFindings findings) {
        this.path = path;
        this.values = values;
        this.findings = findings;
    }

    /** {@return the member, which may not be there} */
    JsonField get(String name) {
        asked.add(name);
        return new JsonField(step(name), values.get(name), findings);
    }

    /** {@return the member that goes by either name} */
    JsonField either(String name, String otherName) {
        JsonField field = get(name);
        JsonField other = get(otherName);
        if (field.isPresent()) {
            other.refuse("says again what " + name + " says", "write one of them");
            return field;
        }
        return other;
    }

    /** {@return the members that nobody asked for; null ones are not there} */
    List<String> others() {
        return values.keySet().stream()
                .filter(name -> !asked.contains(name))
                .filter(name -> !(values.get(name) instanceof JsonValue.Nothing))
                .toList();
    }

    /** {@return the members that nobody asked for, as one object in their own words} */
    String othersJson() {
        return JsonText.write(json -> {
            json.writeStartObject();
            for (String name : others()) {
                json.writeName(name);
                json.writeRawValue(get(name).json());
            }
            json.writeEndObject();
        });
    }

    /** Takes members that have no effect. */
    void ignore(String... names) {
        for (String name : names) {
            get(name).ignore();
        }
    }

    /** Refuses whatever nobody asked for. */
    void refuseOthers() {
        for (String name : others()) {
            get(name).problem("is not known here", "leave it out");
        }
    }

    private String step(String name) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        shown = isPlain(shown) ? shown : UNPRINTABLE.matcher(shown).replaceAll("?");
        return path.isEmpty() ? shown : path + "." + shown;
    }

    /** {@return whether all of it can be printed, as it is with every name that is known here} */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) > LAST_PLAIN) {
                return false;
            }
        }
        return true;
    }
}
