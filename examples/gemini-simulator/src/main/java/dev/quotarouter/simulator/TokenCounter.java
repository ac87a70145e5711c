package dev.quotarouter.simulator;

import tools.jackson.databind.JsonNode;

/**
 * Counts tokens, always the same for the same request. Google: "a token is equivalent to about 4 characters"; an image
 * is 258 tokens.
 */
final class TokenCounter {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final long TOKENS_OF_DATA = 258;

    private TokenCounter() {}

    static long ofCharacters(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** {@return the tokens of a prompt: its texts, its data, its tools, its system text} */
    static long ofPrompt(JsonNode request) {
        return ofContents(request.path("contents"))
                + ofContent(request.path("systemInstruction"))
                + (request.path("tools").isEmpty()
                        ? 0
                        : ofCharacters(request.path("tools").toString().length()));
    }

    private static long ofContents(JsonNode contents) {
        return contents.valueStream().mapToLong(TokenCounter::ofContent).sum();
    }

    private static long ofContent(JsonNode content) {
        return content.path("parts")
                .valueStream()
                .mapToLong(TokenCounter::ofPart)
                .sum();
    }

    private static long ofPart(JsonNode part) {
        if (part.has("text")) {
            return ofCharacters(part.path("text").asString().length());
        }
        if (part.has("inlineData") || part.has("fileData")) {
            return TOKENS_OF_DATA;
        }
        return ofCharacters(part.toString().length());
    }
}
