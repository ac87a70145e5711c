package dev.quotarouter.cli.batch;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.cli.batch.LineRecord.State;
import dev.quotarouter.openai.OpenAiChat;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Writes and reads the lines of the output, the failures and the journal: OpenAI's batch output with {@code line} added. */
final class RecordLines {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int OK = 200;

    private RecordLines() {}

    /** What a line says that was read back. */
    record Read(long line, long digest, State state) {}

    static String reply(LineId id, String model, ChatResponse response, Instant now) {
        ObjectNode root = head(id);
        root.putObject("response")
                .put("status_code", OK)
                .put("request_id", id.id())
                .putRawValue("body", new RawValue(OpenAiChat.writeResponse(response, model, now)));
        root.putNull("error");
        return root.toString();
    }

    static String failure(LineId id, LineFailure failure) {
        ObjectNode root = head(id);
        root.putNull("response");
        ObjectNode error = root.putObject("error")
                .put("code", failure.code())
                .put("message", failure.message())
                .put("may_pass", failure.mayPass())
                .put("retry_at", failure.retryAt().map(Instant::toString).orElse(null));
        ArrayNode attempts = error.putArray("attempts");
        failure.attempts().stream().map(Attempt::toString).forEach(attempts::add);
        return root.toString();
    }

    /**
     * {@return what a line of the file says about which line of the input}
     *
     * @throws UnusableBatchException if it is not a line of ours
     */
    static Read check(Path file, TextLine line) {
        try {
            return read(line);
        } catch (CharacterCodingException | JacksonException | IllegalArgumentException mistake) {
            throw new UnusableBatchException(
                    file + ":" + line.number() + ": is no record of a batch; mend the file or name another output",
                    mistake);
        }
    }

    private static Read read(TextLine line) throws CharacterCodingException {
        JsonNode root = JSON.readTree(line.text());
        long number = root.path("line").asLong(0);
        if (number < 1) {
            throw new IllegalArgumentException("there are no lines before the first");
        }
        return new Read(number, LineId.digestOf(root.path("id").asString("")), state(root.path("error")));
    }

    private static State state(JsonNode error) {
        if (!error.isObject()) {
            return State.REPLIED;
        }
        return error.path("may_pass").asBoolean(false) ? State.MAY_PASS : State.FAILED;
    }

    private static ObjectNode head(LineId id) {
        ObjectNode root = JSON.createObjectNode().put("id", id.id());
        root.putRawValue("custom_id", new RawValue(id.customId()));
        return root.put("line", id.line());
    }
}
