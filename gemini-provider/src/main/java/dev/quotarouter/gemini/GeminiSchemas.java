package dev.quotarouter.gemini;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * JSON Schemas in the words that Gemini honours, each translated once: an application sends the same few with every request.
 * Thread-safe.
 */
final class GeminiSchemas {
    /** Of both texts together; more than applications declare, and a few megabytes. */
    private static final long MAX_CHARACTERS = 2_000_000;

    private final Cache<String, String> translations = Caffeine.newBuilder()
            .maximumWeight(MAX_CHARACTERS)
            .weigher((String schema, String translated) -> schema.length() + translated.length())
            // The little that there is to tidy up is done by who asks.
            .executor(Runnable::run)
            .build();

    /**
     * {@return the schema in Gemini's words}
     *
     * @param what whose schema it is, for the message
     * @param schema one JSON object
     * @throws UnsendableException if Gemini has no words for it
     * @see GeminiSchema
     */
    String translate(String what, String schema) {
        try {
            return translations.get(schema, GeminiSchemas::translate);
        } catch (UnsendableException e) {
            throw new UnsendableException(what + ": " + e.reason());
        }
    }

    private static String translate(String schema) {
        return GeminiJson.text(GeminiSchema.translate(JsonTree.object(schema)));
    }
}
