package dev.quotarouter.cli.batch;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.RequestProblem;
import dev.quotarouter.openai.OpenAiChat;
import dev.quotarouter.openai.OpenAiRequest;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads lines of the input: a chat completion with an {@code id} or {@code custom_id} if it likes, or the frame that OpenAI's
 * batches have around it. Thread-safe.
 */
final class RequestLines {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String NO_NAME = "null";
    private static final String ENDPOINT = "/v1/chat/completions";

    private final Optional<String> defaultModel;

    /**
     * A reader.
     *
     * @param defaultModel the model of lines that name none
     */
    RequestLines(Optional<String> defaultModel) {
        this.defaultModel = defaultModel;
    }

    LineContent read(TextLine line) {
        long digest = line.digest();
        LineId unnamed = new LineId(line.number(), digest, NO_NAME);
        JsonNode root;
        try {
            root = JSON.readTree(line.text());
        } catch (CharacterCodingException mistake) {
            return new LineContent.Bad(unnamed, "the line is not UTF-8; save the file as UTF-8");
        } catch (JacksonException mistake) {
            return new LineContent.Bad(
                    unnamed,
                    "the line is not JSON, or has a member twice, at column "
                            + mistake.getLocation().getColumnNr() + "; write one JSON object on one line");
        }
        if (!(root instanceof ObjectNode object)) {
            return new LineContent.Bad(unnamed, "the line is no JSON object; write {\"model\": …, \"messages\": […]}");
        }
        LineId id = new LineId(line.number(), digest, name(object));
        try {
            return new LineContent.Asked(id, request(object));
        } catch (InvalidRequestException mistakes) {
            return new LineContent.Bad(id, words(mistakes));
        } catch (IllegalArgumentException mistake) {
            return new LineContent.Bad(id, String.valueOf(mistake.getMessage()));
        }
    }

    private ChatRequest request(ObjectNode line) {
        ObjectNode body = line.has("body") ? framed(line) : plain(line);
        if (defaultModel.isPresent()
                && (!body.has("model") || body.path("model").isNull())) {
            body.put("model", defaultModel.get());
        }
        OpenAiRequest asked = OpenAiChat.readRequest(body.toString());
        if (asked.stream()) {
            throw new IllegalArgumentException("stream: a batch has whole replies; leave it out");
        }
        return asked.request();
    }

    private static ObjectNode plain(ObjectNode line) {
        ObjectNode body = line.deepCopy();
        body.remove("id");
        body.remove("custom_id");
        return body;
    }

    private static ObjectNode framed(ObjectNode line) {
        String method = line.path("method").asString("POST");
        String url = line.path("url").asString(ENDPOINT);
        if (!method.equals("POST")) {
            throw new IllegalArgumentException("method: only POST can be asked; write POST or leave it out");
        }
        if (!url.equals(ENDPOINT)) {
            throw new IllegalArgumentException(
                    "url: only " + ENDPOINT + " can be asked; write it, or leave the member out");
        }
        if (!(line.path("body") instanceof ObjectNode body)) {
            throw new IllegalArgumentException("body: is no JSON object; write {\"model\": …, \"messages\": […]}");
        }
        return body.deepCopy();
    }

    private static String name(ObjectNode line) {
        JsonNode name = line.has("custom_id") ? line.path("custom_id") : line.path("id");
        return name.isValueNode() && !name.isMissingNode() ? name.toString() : NO_NAME;
    }

    private static String words(InvalidRequestException mistakes) {
        return mistakes.problems().stream().map(RequestProblem::toString).collect(Collectors.joining("; "));
    }
}
