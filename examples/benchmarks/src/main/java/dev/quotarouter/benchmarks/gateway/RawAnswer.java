package dev.quotarouter.benchmarks.gateway;

import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes of an answer, of Gemini or in OpenAI's words, whole or as events.
 *
 * @param status the HTTP status
 * @param body the body, without the frames of chunks
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RawAnswer(int status, byte[] body) implements Answer {
    private static final int OK = 200;
    /** How far before its end the mark of the end may stand. */
    private static final int TAIL = 1_000;

    /** What Gemini's answers begin with, here. */
    private static final String WORDS = "The oldest library";

    private static final String DATA = "data: ";
    private static final String DONE = "[DONE]";

    /**
     * Checks that this is an answer, and all of it.
     *
     * @param end what stands where the model has ended
     * @throws IOException if it is not
     */
    void requireWhole(String end) throws IOException {
        // Latin-1 costs next to nothing, and what is looked for is in ASCII.
        String whole = new String(body, StandardCharsets.ISO_8859_1);
        String tail = whole.substring(Math.max(0, whole.length() - TAIL));
        if (status != OK || !whole.contains(WORDS) || !tail.contains(end)) {
            throw new IOException("HTTP " + status + ": " + tail);
        }
    }

    @Override
    public Reply read() {
        StringBuilder text = new StringBuilder();
        long prompt = 0;
        long reply = 0;
        String whole = new String(body, StandardCharsets.UTF_8);
        for (String line : isStream() ? whole.lines().toList() : List.of(whole)) {
            String json = line.startsWith(DATA) ? line.substring(DATA.length()) : line;
            if (!json.isBlank() && !json.equals(DONE)) {
                JsonNode tree = JsonMapper.shared().readTree(json);
                text.append(said(tree));
                prompt = Math.max(prompt, count(tree, "promptTokenCount", "prompt_tokens"));
                reply = Math.max(reply, count(tree, "candidatesTokenCount", "completion_tokens"));
            }
        }
        return new Reply(text.toString(), prompt, reply);
    }

    private boolean isStream() {
        return body.length > 0 && body[0] == 'd';
    }

    private static String said(JsonNode tree) {
        JsonNode part =
                tree.path("candidates").path(0).path("content").path("parts").path(0);
        JsonNode choice = tree.path("choices").path(0);
        return part.path("text").asString("")
                + choice.path("message").path("content").asString("")
                + choice.path("delta").path("content").asString("");
    }

    private static long count(JsonNode tree, String theirs, String openAis) {
        return tree.path("usageMetadata").path(theirs).asLong(0)
                + tree.path("usage").path(openAis).asLong(0);
    }
}
