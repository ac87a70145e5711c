package dev.quotarouter.benchmarks.call;

import dev.quotarouter.benchmarks.load.Reply;
import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.Role;
import java.io.EOFException;
import java.io.IOException;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gemini's JSON as an application writes and reads it by hand: as trees. Thread-safe. */
final class GeminiTree {
    private static final String DATA = "data: ";

    private final JsonMapper mapper;

    GeminiTree(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** {@return what goes out for the request} */
    byte[] request(ChatRequest request) {
        return mapper.writeValueAsBytes(tree(request));
    }

    /** {@return what was said in a whole answer} */
    Reply reply(BufferedSource body) {
        JsonNode tree = mapper.readTree(body.inputStream());
        StringBuilder text = new StringBuilder();
        appendText(tree, text);
        return reply(text, tree.path("usageMetadata"));
    }

    /**
     * {@return what was said in a stream of events}
     *
     * @param onChunk told of each event that was read
     */
    Reply stream(BufferedSource events, Runnable onChunk) throws IOException {
        StringBuilder text = new StringBuilder();
        JsonNode usage = null;
        for (@Nullable String line = events.readUtf8Line(); line != null; line = events.readUtf8Line()) {
            if (line.startsWith(DATA)) {
                JsonNode tree = mapper.readTree(line.substring(DATA.length()));
                appendText(tree, text);
                usage = tree.path("usageMetadata");
                onChunk.run();
            }
        }
        if (usage == null) {
            throw new EOFException("a stream without an event");
        }
        return reply(text, usage);
    }

    private ObjectNode tree(ChatRequest request) {
        ObjectNode tree = mapper.createObjectNode();
        ArrayNode contents = tree.putArray("contents");
        for (ChatMessage message : request.messages()) {
            ObjectNode content =
                    message.role() == Role.SYSTEM ? tree.putObject("systemInstruction") : contents.addObject();
            if (message.role() != Role.SYSTEM) {
                content.put("role", message.role() == Role.USER ? "user" : "model");
            }
            content.putArray("parts").addObject().put("text", message.text());
        }
        ObjectNode generation = tree.putObject("generationConfig");
        request.temperature().ifPresent(temperature -> generation.put("temperature", temperature));
        request.maxOutputTokens().ifPresent(tokens -> generation.put("maxOutputTokens", tokens));
        return tree;
    }

    private static void appendText(JsonNode tree, StringBuilder text) {
        for (JsonNode part : tree.path("candidates").path(0).path("content").path("parts")) {
            text.append(part.path("text").asString(""));
        }
    }

    private static Reply reply(StringBuilder text, JsonNode usage) {
        return new Reply(
                text.toString(),
                usage.path("promptTokenCount").asLong(0),
                usage.path("candidatesTokenCount").asLong(0));
    }
}
