package dev.quotarouter.gemini;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern NUMBERED = Pattern.compile("gemini-(\\d{1,3})(?:\\.(\\d{1,3}))?(?:-.*)?");
    // With or without the suffix, which the name in the books has not.
    private static final Pattern NEWEST = Pattern.compile("gemini-(?:pro|flash|flash-lite)(?:-latest)?");
    private static final int NEWEST_MINOR = 999;

    /** {@return what the name says; a name without a number, such as {@code gemini-flash-latest}, means the newest} */
    static GeminiModelName of(String model) {
        String text = model.startsWith("models/") ? model.substring("models/".length()) : model;
        if (NEWEST.matcher(text).matches()) {
            return new GeminiModelName(text, THIRD, NEWEST_MINOR);
        }
        Matcher numbered = NUMBERED.matcher(text);
        if (!numbered.matches()) {
            return new GeminiModelName(text, 0, 0);
        }
        String minor = numbered.group(2);
        return new GeminiModelName(
                text, Integer.parseInt(numbered.group(1)), minor == null ? 0 : Integer.parseInt(minor));
    }

    boolean isGemini() {
        return text.startsWith("gemini-");
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
