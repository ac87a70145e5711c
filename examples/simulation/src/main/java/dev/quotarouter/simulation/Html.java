package dev.quotarouter.simulation;

/** Text in HTML. Has no state. */
final class Html {
    private Html() {}

    /** {@return the text as it stands between tags and in quotes} */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
