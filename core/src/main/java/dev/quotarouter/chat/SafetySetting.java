package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

/**
 * From which probability on content of a kind is blocked, in the provider's words.
 *
 * @param category the kind of content: {@code HARM_CATEGORY_HARASSMENT}
 * @param threshold from when on it is blocked: {@code BLOCK_ONLY_HIGH}
 */
public record SafetySetting(String category, String threshold) {
    /** Checks that nothing is null. */
    public SafetySetting {
        requireNonNull(category, "category");
        requireNonNull(threshold, "threshold");
    }
}
