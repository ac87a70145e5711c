package dev.quotarouter.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names that are asked for, as tags have them: so many as they are, and every later one by one word, so that names which somebody
 * makes up do not fill the memory. Thread-safe.
 */
final class BoundedNames {
    static final int MOST = 1_000;

    /** The word that OpenTelemetry has for what is not told apart. */
    static final String OTHER = "_OTHER";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    String of(String name) {
        if (known.contains(name)) {
            return name;
        }
        if (known.size() >= MOST) {
            return OTHER;
        }
        known.add(name);
        return name;
    }
}
