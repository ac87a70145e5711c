package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

/**
 * How the provider rated a reply, in its own words.
 *
 * @param category the kind of content: {@code HARM_CATEGORY_HARASSMENT}
 * @param probability how probable it is: {@code NEGLIGIBLE}
 * @param blocked whether the reply was cut for it
 */
public record SafetyRating(String category, String probability, boolean blocked) {
    /** Checks that nothing is null. */
    public SafetyRating {
        requireNonNull(category, "category");
        requireNonNull(probability, "probability");
    }
}
