package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;

/**
 * A part that only its provider understands, such as the trace of a tool that it ran itself. It goes back to that provider
 * unread and unchanged; others do not get to see it.
 *
 * @param provider the provider's name, as in the prefix of its models: {@code gemini}
 * @param json the part as it came: one JSON object
 */
public record ProviderPart(String provider, String json) implements Part {
    /**
     * Checks the JSON.
     *
     * @throws IllegalArgumentException if it is not one JSON object
     */
    public ProviderPart {
        requireNonNull(provider, "provider");
        requireNonNull(json, "json");
        JsonText.requireObject("json", json);
    }

    /** Names the provider: what is in it nobody knows. */
    @Override
    public String toString() {
        return "ProviderPart[" + provider + ", " + json.length() + " characters]";
    }
}
