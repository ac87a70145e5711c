package dev.quotarouter.gemini;

import java.util.Set;

/**
 * What the name of a model says about it.
 *
 * @param text the name, without the folder it is in
 * @param major the generation: the number before the point; 0 for a model that is no Gemini, or has no number
 * @param minor the number after the point; 0 if there is none
 */
record GeminiModelName(String text, int major, int minor) {
    /** Since this generation calls are signed, and thinking has levels. */
    private static final int THIRD = 3;

    private static final String FAMILY = "gemini-";
    // With or without the suffix, which the name in the books has not.
    private static final Set<String> NEWEST =
            Set.of("pro", "pro-latest", "flash", "flash-latest", "flash-lite", "flash-lite-latest");
    private static final int NEWEST_MINOR = 999;
    private static final int MOST_DIGITS = 3;
    private static final int NONE = -1;

    /** {@return what the name says; a name without a number, such as {@code gemini-flash-latest}, means the newest} */
    static GeminiModelName of(String model) {
        String text = model.startsWith("models/") ? model.substring("models/".length()) : model;
        if (!text.startsWith(FAMILY)) {
            return new GeminiModelName(text, 0, 0);
        }
        String rest = text.substring(FAMILY.length());
        if (NEWEST.contains(rest)) {
            return new GeminiModelName(text, THIRD, NEWEST_MINOR);
        }
        // Asked for every call, so without a regular expression.
        int dash = rest.indexOf('-');
        String version = dash < 0 ? rest : rest.substring(0, dash);
        int point = version.indexOf('.');
        int major = number(point < 0 ? version : version.substring(0, point));
        int minor = point < 0 ? 0 : number(version.substring(point + 1));
        return major == NONE || minor == NONE
                ? new GeminiModelName(text, 0, 0)
                : new GeminiModelName(text, major, minor);
    }

    /** {@return the number that a few digits make; {@link #NONE} if they are none} */
    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            return NONE;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return NONE;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    boolean isGemini() {
        return text.startsWith(FAMILY);
    }

    boolean isFlash() {
        return text.contains("flash");
    }

    boolean isLite() {
        return text.contains("flash-lite");
    }

    /** {@return whether it is of the third generation or a later one} */
    boolean isThirdOrLater() {
        return major >= THIRD;
    }

    /** {@return whether it is of this version or a later one} */
    boolean isAtLeast(int major, int minor) {
        return this.major > major || (this.major == major && this.minor >= minor);
    }

    boolean is(int major, int minor) {
        return this.major == major && this.minor == minor;
    }
}
