package dev.quotarouter.gemini;

import dev.quotarouter.chat.TokenUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads {@code GenerateContentResponse}s, whole replies and events of a stream alike, in one pass and without a tree. Unknown
 * members are skipped and absent ones are zero or empty, as proto3 leaves them out.
 */
final class GeminiReplyReader {
    /** More than anyone can mean, and little enough to be summed up without care. */
    private static final long MAX_TOKENS = 1L << 50;

    private final JsonParser json;
    private List<GeminiCandidate> candidates = List.of();
    private String blockReason = "";
    private String blockMessage = "";
    private TokenUsage usage = TokenUsage.UNKNOWN;
    private String model = "";
    private String id = "";
    private Optional<GeminiErrorBody> error = Optional.empty();

    private GeminiReplyReader(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads to the end: one object, or an array of them, as Gemini streams to those who do not ask for events.
     *
     * @param each gets every object, in order
     * @throws tools.jackson.core.JacksonException if it is anything else
     * @throws IOException if more follows
     */
    static void readAll(JsonParser json, Consumer<GeminiReply> each) throws IOException {
        if (json.nextToken() == JsonToken.START_ARRAY) {
            while (GeminiJson.nextElement(json)) {
                each.accept(new GeminiReplyReader(json).read());
            }
        } else {
            each.accept(new GeminiReplyReader(json).read());
        }
        GeminiJson.requireEnd(json);
    }

    private GeminiReply read() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new StreamReadException(json, "the reply is not a JSON object");
        }
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            switch (name) {
                case "candidates" -> readCandidates();
                case "promptFeedback" -> readPromptFeedback();
                case "usageMetadata" -> readUsage();
                case "modelVersion" -> model = GeminiJson.text(json);
                case "responseId" -> id = GeminiJson.text(json);
                case "error" -> readError();
                default -> json.skipChildren();
            }
        }
        return new GeminiReply(
                candidates,
                blockReason,
                blockMessage,
                usage,
                model,
                id.isEmpty() ? Optional.empty() : Optional.of(id),
                error);
    }

    private void readCandidates() {
        if (!GeminiJson.isArray(json)) {
            return;
        }
        candidates = new ArrayList<>(1);
        while (GeminiJson.nextElement(json)) {
            if (GeminiJson.isObject(json)) {
                // The first one's 0 is left out.
                candidates.add(new GeminiCandidateReader(json).read(candidates.size()));
            }
        }
    }

    private void readPromptFeedback() {
        if (!GeminiJson.isObject(json)) {
            return;
        }
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            switch (name) {
                case "blockReason" -> blockReason = GeminiJson.text(json);
                case "blockReasonMessage" -> blockMessage = GeminiJson.text(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readUsage() {
        if (!GeminiJson.isObject(json)) {
            return;
        }
        long input = 0;
        long output = 0;
        long thoughts = 0;
        long cached = 0;
        long tool = 0;
        long total = 0;
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            switch (name) {
                case "promptTokenCount" -> input = tokens();
                case "candidatesTokenCount" -> output = tokens();
                case "thoughtsTokenCount" -> thoughts = tokens();
                case "cachedContentTokenCount" -> cached = tokens();
                case "toolUsePromptTokenCount" -> tool = tokens();
                case "totalTokenCount" -> total = tokens();
                default -> json.skipChildren();
            }
        }
        usage = new TokenUsage(input, output, thoughts, cached, tool, total);
    }

    private long tokens() {
        return Math.min(GeminiJson.count(json), MAX_TOKENS);
    }

    /** Some gateways write {@code "error": null} into a good reply. */
    private void readError() {
        GeminiErrorBody body = GeminiErrorBody.readError(json);
        if (body.google() || !body.message().isEmpty()) {
            error = Optional.of(body);
        }
    }
}
