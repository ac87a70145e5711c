package dev.quotarouter.config;

/**
 * A setting that is known in some place.
 *
 * @param name its name
 * @param standing what becomes of it
 * @param reason why it has no effect, as a sentence; empty if it is obeyed
 */
record Setting(String name, Standing standing, String reason) {
    /** What becomes of a setting. */
    enum Standing {
        /** It does what it says. */
        OBEYED(""),
        /** It will do something one day. */
        NOT_YET("not supported yet: "),
        /** It means nothing in a library, or what it asks for is always so. */
        NO_EFFECT("no effect: ");

        private final String prefix;

        Standing(String prefix) {
            this.prefix = prefix;
        }

        /** {@return how a notice begins that says so} */
        String prefix() {
            return prefix;
        }
    }

    /** {@return what to tell whoever wrote it; empty if it is obeyed} */
    String notice() {
        return standing.prefix() + reason;
    }
}
