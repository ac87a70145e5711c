package dev.quotarouter.config;

import java.util.regex.Pattern;

/**
 * Decides which words of a file may be repeated in a message: what looks like a name, never what may be a key.
 *
 * <p>People write keys where names belong. What is doubtful is not shown: the line and column say where to look.
 */
final class Shown {
    static final String HIDDEN = "(not shown: it may be the key itself)";

    /** How the keys of well-known vendors begin. */
    private static final Pattern KEY = Pattern.compile("AIza|(?<![A-Za-z0-9])"
            + "(?:AQ\\.[A-Za-z0-9_-]{8}|ya29\\.|sk-[A-Za-z0-9_-]{16}|(?:gsk_|xai-|ghp_)[A-Za-z0-9]{20})");

    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9]{0,19}(_[A-Z0-9]{1,20})+");

    /** Words with separators between them; a word with digits is short, as no key is. */
    private static final Pattern NAME = Pattern.compile(
            "[-_./~]*(?:[A-Za-z]{1,40}|[A-Za-z0-9]{1,12})(?:[-_./:@*]+(?:[A-Za-z]{1,40}|[A-Za-z0-9]{1,12}))*[-_./*]*");

    private static final Pattern VALUE = Pattern.compile("[-+]?[0-9][0-9.,_]{0,11}|[a-z]{1,8}");

    private static final int LONGEST_PATH = 4_096;

    private Shown() {}

    /** {@return whether the text begins like the key of a known vendor somewhere} */
    static boolean looksLikeKey(String text) {
        return KEY.matcher(text).find();
    }

    /** {@return the name in quotes, or a remark that it is not shown} */
    static String name(String text) {
        return isName(text) ? '"' + text + '"' : HIDDEN;
    }

    /** {@return the path of a file in quotes, or a remark that it is not shown} However deep it lies: no step may be a key. */
    static String path(String text) {
        boolean shown = text.length() <= LONGEST_PATH
                && NAME.matcher(text.replace('\\', '/')).matches()
                && !looksLikeKey(text);
        return shown ? '"' + text + '"' : HIDDEN;
    }

    /** {@return the name as a part of a setting's path} */
    static String step(String text) {
        return isName(text) || text.equals("<<") || text.equals("*") ? text : "(not shown)";
    }

    /** {@return {@code , not "…"} for a number or a small word; nothing for any other value} */
    static String notThis(String value) {
        return VALUE.matcher(value).matches() ? ", not \"" + value + '"' : "";
    }

    /** {@return whether the text has the form of an environment variable's name} */
    static boolean isVariable(String text) {
        return text.length() <= 80 && VARIABLE.matcher(text).matches() && !looksLikeKey(text);
    }

    static boolean isName(String text) {
        return text.length() <= 80 && NAME.matcher(text).matches() && !looksLikeKey(text);
    }
}
