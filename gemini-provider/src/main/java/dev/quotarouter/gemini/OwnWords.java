package dev.quotarouter.gemini;

import java.util.regex.Pattern;

/** What a message says itself, without what it quotes: that may be the prompt, and the prompt may say anything. */
final class OwnWords {
    /** More than any message of Gemini's has without a quotation. */
    private static final int MAX_READ = 4_000;

    // An apostrophe inside a word, as in "doesn't", quotes nothing.
    private static final String SINGLE = "(?<!\\w)'|'(?!\\w)";
    private static final Pattern QUOTATION = Pattern.compile("\"[^\"]*\"|`[^`]*`|(?<!\\w)'.*?'(?!\\w)", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("[\"`]|" + SINGLE);

    private OwnWords() {}

    /** {@return the message without its quotations} Where it is not clear how far they reach it ends at the first. */
    static String of(String message) {
        String head = message.substring(0, Math.min(message.length(), MAX_READ));
        String own = QUOTATION.matcher(head).replaceAll(" ");
        return MARK.matcher(own).find() ? MARK.split(head, 2)[0] : own;
    }
}
