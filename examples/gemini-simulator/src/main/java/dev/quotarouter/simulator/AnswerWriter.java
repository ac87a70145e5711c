package dev.quotarouter.simulator;

import dev.quotarouter.simulator.SimulatedModel.Feature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one answer as Google does, whole or in the pieces of a stream. For one answer; not thread-safe. */
final class AnswerWriter {
    private static final int CHARACTERS_PER_CHUNK = 40;
    private static final int MOST_CHUNKS = 100;
    private static final Set<String> WITHOUT_CONTENT =
            Set.of("SAFETY", "RECITATION", "BLOCKLIST", "OTHER", "PROHIBITED_CONTENT", "SPII", "LANGUAGE");

    private final SimulatedModel model;
    private final long inputTokens;
    private final Answer answer;
    private final String responseId;

    AnswerWriter(SimulatedRequest request, Answer answer, String responseId) {
        model = request.model();
        inputTokens = request.inputTokens();
        this.answer = answer;
        this.responseId = responseId;
    }

    ObjectNode whole() {
        if (answer.reply().blockReason().isPresent()) {
            return blocked();
        }
        List<ObjectNode> parts = new ArrayList<>();
        answer.thoughts().ifPresent(text -> parts.add(text(text).put("thought", true)));
        answer.reply().parts().forEach(part -> parts.add(part(part, parts)));
        if (signs() && !answer.reply().callsFunctions() && !parts.isEmpty()) {
            parts.get(parts.size() - 1).put("thoughtSignature", signature());
        }
        ObjectNode candidate = JsonNodeFactory.instance.objectNode();
        content(candidate, parts);
        finish(candidate);
        return response(candidate, answer.candidateTokens());
    }

    /** {@return the pieces: each with running totals, only the last with a reason to finish} */
    List<ObjectNode> pieces() {
        if (answer.reply().blockReason().isPresent() || answer.reply().parts().isEmpty()) {
            return List.of(whole());
        }
        List<ObjectNode> parts = new ArrayList<>();
        answer.thoughts().ifPresent(text -> parts.add(text(text).put("thought", true)));
        for (ReplyPart part : answer.reply().parts()) {
            if (part instanceof ReplyPart.Text text) {
                cut(text.text()).forEach(piece -> parts.add(text(piece)));
            } else {
                parts.add(part(part, parts));
            }
        }
        if (signs()) {
            // Gemini 3 ends a stream with an empty text, which carries the signature when no call does.
            ObjectNode last = text("");
            parts.add(answer.reply().callsFunctions() ? last : last.put("thoughtSignature", signature()));
        }
        return chunks(parts);
    }

    private List<ObjectNode> chunks(List<ObjectNode> parts) {
        List<ObjectNode> chunks = new ArrayList<>();
        long characters = 0;
        for (int i = 0; i < parts.size(); i++) {
            ObjectNode candidate = JsonNodeFactory.instance.objectNode();
            content(candidate, List.of(parts.get(i)));
            characters += parts.get(i).path("text").asString("").length();
            boolean last = i == parts.size() - 1;
            if (last) {
                finish(candidate);
            } else {
                candidate.put("index", 0);
            }
            long total = answer.candidateTokens();
            chunks.add(response(candidate, last ? total : Math.min(total, TokenCounter.ofCharacters(characters))));
        }
        return chunks;
    }

    private void content(ObjectNode candidate, List<ObjectNode> parts) {
        String reason = answer.reply().finishReason();
        if (parts.isEmpty() && WITHOUT_CONTENT.contains(reason)) {
            return;
        }
        ObjectNode content = candidate.putObject("content");
        if (parts.isEmpty() && reason.equals("MALFORMED_FUNCTION_CALL")) {
            return;
        }
        if (!parts.isEmpty()) {
            ArrayNode array = content.putArray("parts");
            parts.forEach(array::add);
        }
        content.put("role", "model");
    }

    private void finish(ObjectNode candidate) {
        String reason = answer.reply().finishReason();
        candidate.put("finishReason", reason).put("index", 0);
        if (reason.equals("MALFORMED_FUNCTION_CALL")) {
            candidate.put("finishMessage", "Malformed function call: call:default_api:unknown{value:}");
        } else if (reason.equals("STOP") && answer.reply().callsFunctions()) {
            candidate.put("finishMessage", "Model generated function call(s).");
        }
    }

    private ObjectNode blocked() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("promptFeedback")
                .put("blockReason", answer.reply().blockReason().orElseThrow());
        return finishResponse(root, 0);
    }

    private ObjectNode response(ObjectNode candidate, long candidateTokens) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("candidates").add(candidate);
        return finishResponse(root, candidateTokens);
    }

    private ObjectNode finishResponse(ObjectNode root, long candidateTokens) {
        ObjectNode usage = root.putObject("usageMetadata");
        putUnlessZero(usage, "promptTokenCount", inputTokens);
        putUnlessZero(usage, "candidatesTokenCount", candidateTokens);
        putUnlessZero(usage, "totalTokenCount", inputTokens + candidateTokens + answer.thoughtTokens());
        usage.putArray("promptTokensDetails")
                .addObject()
                .put("modality", "TEXT")
                .put("tokenCount", inputTokens);
        putUnlessZero(usage, "thoughtsTokenCount", answer.thoughtTokens());
        return root.put("modelVersion", model.name()).put("responseId", responseId);
    }

    private ObjectNode part(ReplyPart part, List<ObjectNode> before) {
        if (part instanceof ReplyPart.Call call) {
            long callsBefore =
                    before.stream().filter(other -> other.has("functionCall")).count();
            return call(call, callsBefore);
        }
        return text(((ReplyPart.Text) part).text());
    }

    /** Google: of several calls in one answer only the first is signed. */
    private ObjectNode call(ReplyPart.Call call, long callsBefore) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        ObjectNode body = part.putObject("functionCall").put("name", call.name());
        body.set("args", call.arguments());
        if (signs()) {
            body.put("id", responseId.substring(0, 7).toLowerCase(java.util.Locale.ROOT) + callsBefore);
            if (callsBefore == 0) {
                part.put("thoughtSignature", signature());
            }
        }
        return part;
    }

    private String signature() {
        byte[] bytes = ("signed by " + model.name() + " in " + responseId).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private boolean signs() {
        return model.can(Feature.SIGNED_CALLS);
    }

    private static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    private static List<String> cut(String text) {
        if (text.isEmpty()) {
            return List.of("");
        }
        List<String> pieces = new ArrayList<>();
        int length = Math.max(CHARACTERS_PER_CHUNK, text.length() / MOST_CHUNKS);
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + length);
            // A character of two halves stays in one piece.
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    private static void putUnlessZero(ObjectNode node, String name, long value) {
        if (value != 0) {
            node.put(name, value);
        }
    }
}
