package dev.quotarouter.internal.assembly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A name in which stars stand for any text: {@code gemini/*}. Immutable. */
final class NamePattern {
    /** The star in configurations. */
    static final String STAR = "*";

    /** The pattern that says most comes first: most text of its own, then fewest stars. */
    static final Comparator<NamePattern> MOST_SPECIFIC_FIRST = Comparator.<NamePattern>comparingInt(
                    pattern -> -pattern.literalLength())
            .thenComparingInt(NamePattern::stars);

    // No model has a longer name, and several stars take their time with a long one.
    private static final int LONGEST_NAME = 200;

    private final String text;
    private final List<String> literals;
    private final Pattern regex;

    private NamePattern(String text) {
        this.text = text;
        literals = List.of(text.split("\\*", -1));
        regex = Pattern.compile(
                literals.stream().map(Pattern::quote).collect(Collectors.joining("(.*)")), Pattern.DOTALL);
    }

    static boolean isPattern(String name) {
        return name.contains(STAR);
    }

    static NamePattern of(String text) {
        return new NamePattern(text);
    }

    /** {@return what the stars stand for in the name; empty if it is not of this pattern} */
    Optional<List<String>> caughtIn(String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        Matcher matcher = regex.matcher(name);
        return matcher.matches() ? Optional.of(groups(matcher.toMatchResult())) : Optional.empty();
    }

    boolean matches(String name) {
        return caughtIn(name).isPresent();
    }

    /** {@return the text with the first star replaced by the first of the texts, and so on} */
    String filledWith(List<String> texts) {
        StringBuilder filled = new StringBuilder(literals.get(0));
        for (int i = 1; i < literals.size(); i++) {
            filled.append(i <= texts.size() ? texts.get(i - 1) : "").append(literals.get(i));
        }
        return filled.toString();
    }

    /** {@return the text before the first star} */
    String prefix() {
        return literals.get(0);
    }

    private int literalLength() {
        return text.length() - stars();
    }

    private int stars() {
        return literals.size() - 1;
    }

    private static List<String> groups(MatchResult match) {
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= match.groupCount(); i++) {
            groups.add(match.group(i));
        }
        return groups;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
