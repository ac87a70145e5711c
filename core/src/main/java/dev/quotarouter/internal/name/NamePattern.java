package dev.quotarouter.internal.name;

import java.util.Comparator;
import java.util.Optional;

/** A name in which stars stand for any text: {@code gemini/*}. Immutable. */
public final class NamePattern {
    /** The pattern that says most comes first: most text of its own, then fewest stars. */
    public static final Comparator<NamePattern> MOST_SPECIFIC_FIRST = Comparator.<NamePattern>comparingInt(
                    pattern -> -pattern.literalLength())
            .thenComparingLong(pattern -> stars(pattern.text));

    private static final char STAR = '*';
    // No model has a longer name, and names that were caught are remembered.
    private static final int LONGEST_NAME = 200;

    private final String text;

    private NamePattern(String text) {
        this.text = text;
    }

    /** {@return whether the name has a star} */
    public static boolean isPattern(String name) {
        return name.indexOf(STAR) >= 0;
    }

    /** {@return how many stars the name has} */
    public static long stars(String name) {
        return name.chars().filter(character -> character == STAR).count();
    }

    /** {@return the pattern} A name without a star is one that only fits itself. */
    public static NamePattern of(String text) {
        return new NamePattern(text);
    }

    /** {@return whether the whole name fits} Of what was tried, only the last star is tried anew: it is never slow. */
    public boolean matches(String name) {
        return name.length() <= LONGEST_NAME && fits(name);
    }

    private boolean fits(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int begun = 0;
        while (in < name.length()) {
            if (at < text.length() && text.charAt(at) == STAR) {
                star = at++;
                begun = in;
            } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++begun;
            } else {
                return false;
            }
        }
        return text.substring(at).chars().allMatch(character -> character == STAR);
    }

    /** {@return what the only star stands for in the name; empty if the name does not fit} */
    public Optional<String> caughtIn(String name) {
        int star = text.indexOf(STAR);
        int after = text.length() - star - 1;
        return matches(name) ? Optional.of(name.substring(star, name.length() - after)) : Optional.empty();
    }

    /** {@return the pattern's text, its only star replaced} */
    public String filledWith(String caught) {
        int star = text.indexOf(STAR);
        return text.substring(0, star) + caught + text.substring(star + 1);
    }

    /** {@return the text before the first star} */
    public String prefix() {
        return isPattern(text) ? text.substring(0, text.indexOf(STAR)) : text;
    }

    private int literalLength() {
        return (int) (text.length() - stars(text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return the text as it was written} */
    @Override
    public String toString() {
        return text;
    }
}
