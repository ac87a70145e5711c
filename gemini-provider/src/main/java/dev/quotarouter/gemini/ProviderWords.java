package dev.quotarouter.gemini;

import dev.quotarouter.provider.ApiKey;
import java.util.regex.Pattern;

/** Makes a text from outside fit to be shown: one line, short, without a key. */
final class ProviderWords {
    private static final int MAX_LENGTH = 300;
    /** What is read of a text at all, so that a huge one costs nothing. */
    private static final int MAX_READ = 4_000;
    // Google names keys of other people's, too, as in "Consumer 'api_key:AIza…' has been suspended".
    private static final Pattern GOOGLE_KEY = Pattern.compile("AIza[0-9A-Za-z_-]{8,}|AQ\\.[0-9A-Za-z_-]{16,}");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final ApiKey key;

    ProviderWords(ApiKey key) {
        this.key = key;
    }

    /** {@return the text in one line of at most 300 characters, keys blacked out} */
    String clean(String text) {
        // Blacked out before it is cut: half a key would not be recognised.
        String redacted = GOOGLE_KEY.matcher(key.redact(text)).replaceAll("***");
        String head = redacted.substring(0, Math.min(redacted.length(), MAX_READ));
        String line = BLANKS.matcher(head).replaceAll(" ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
    }
}
