package dev.quotarouter.event;

/**
 * What an event is about.
 *
 * @param kind what it is
 * @param name what it is called in status
 */
public record Subject(Kind kind, String name) {
    /** What there is that can rest or be blocked. */
    public enum Kind {
        /** A deployment, by its id. */
        DEPLOYMENT,
        /** A model with all its deployments: {@code gemini/gemini-2.5-pro}. */
        MODEL,
        /** A key, by its name. */
        KEY,
        /** A project, by its name. */
        PROJECT,
        /** A quota pool, by its id. */
        POOL
    }

    @Override
    public String toString() {
        return switch (kind) {
            case DEPLOYMENT, MODEL -> name;
            case KEY -> "the key " + name;
            case PROJECT -> "the project " + name;
            case POOL -> "the pool " + name;
        };
    }
}
