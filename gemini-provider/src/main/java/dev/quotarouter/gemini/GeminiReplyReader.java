package dev.quotarouter.gemini;

import dev.quotarouter.chat.TokenUsage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads a {@code GenerateContentResponse} as it comes in, in one pass and without a tree. Unknown members are skipped and
 * absent ones are zero or empty, as proto3 leaves them out.
 */
final class GeminiReplyReader {
    private final JsonParser json;
    private final GeminiParts parts = new GeminiParts();
    private boolean candidates;
    private String finishReason = "";
    private String finishMessage = "";
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
     * Reads the stream to its end.
     *
     * @throws tools.jackson.core.JacksonException if it breaks, or is not one JSON object
     */
    static GeminiReply read(InputStream in) throws IOException {
        try (JsonParser json = GeminiJson.parser(in)) {
            GeminiReply reply = new GeminiReplyReader(json).read();
            GeminiJson.requireEnd(json);
            return reply;
        }
    }

    private GeminiReply read() {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new StreamReadException(json, "the reply is not a JSON object");
        }
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "candidates" -> readCandidates();
                case "promptFeedback", "prompt_feedback" -> readPromptFeedback();
                case "usageMetadata", "usage_metadata" -> readUsage();
                case "modelVersion", "model_version" -> model = GeminiJson.text(json);
                case "responseId", "response_id" -> id = GeminiJson.text(json);
                case "error" -> error = Optional.of(GeminiErrorBody.readError(json));
                default -> json.skipChildren();
            }
        }
        return new GeminiReply(
                candidates,
                parts.all(),
                parts.hasMalformedCall(),
                finishReason,
                finishMessage,
                blockReason,
                blockMessage,
                usage,
                model,
                id.isEmpty() ? Optional.empty() : Optional.of(id),
                error);
    }

    private void readCandidates() {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            // We ask for one; were there more, the first is the reply.
            if (candidates || json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
            } else {
                candidates = true;
                readCandidate();
            }
        }
    }

    private void readCandidate() {
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "content" -> readContent();
                case "finishReason", "finish_reason" -> finishReason = GeminiJson.text(json);
                case "finishMessage", "finish_message" -> finishMessage = GeminiJson.text(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readContent() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            if (name.equals("parts") && json.currentToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    parts.read(json);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void readPromptFeedback() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "blockReason", "block_reason" -> blockReason = GeminiJson.text(json);
                case "blockReasonMessage", "block_reason_message" -> blockMessage = GeminiJson.text(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readUsage() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        long input = 0;
        long output = 0;
        long thoughts = 0;
        long cached = 0;
        long tool = 0;
        long total = 0;
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "promptTokenCount", "prompt_token_count" -> input = GeminiJson.count(json);
                case "candidatesTokenCount", "candidates_token_count" -> output = GeminiJson.count(json);
                case "thoughtsTokenCount", "thoughts_token_count" -> thoughts = GeminiJson.count(json);
                case "cachedContentTokenCount", "cached_content_token_count" -> cached = GeminiJson.count(json);
                case "toolUsePromptTokenCount", "tool_use_prompt_token_count" -> tool = GeminiJson.count(json);
                case "totalTokenCount", "total_token_count" -> total = GeminiJson.count(json);
                default -> json.skipChildren();
            }
        }
        usage = new TokenUsage(input, output, thoughts, cached, tool, total);
    }
}
