package dev.quotarouter.config;

/** What becomes here of a setting that was written for LiteLLM. */
public enum MigrationVerdict {
    /** It means here what it means there. */
    AS_THERE("works here as there"),
    /** It is obeyed here; there it was dropped, cut or unknown. */
    NEVER_THERE("works here and never did there"),
    /** It is not written, and what holds then is something else than there. */
    OTHER_DEFAULT("not written, and another default than there"),
    /** It means nothing in a library, is not needed, or loses to another setting. */
    NO_EFFECT("no effect here"),
    /** It will be obeyed one day. */
    NOT_YET("not supported yet"),
    /** The file is refused because of it. */
    MISTAKE("mistake");

    private final String words;

    MigrationVerdict(String words) {
        this.words = words;
    }

    /** {@return the verdict in plain words, as a heading} */
    public String words() {
        return words;
    }
}
