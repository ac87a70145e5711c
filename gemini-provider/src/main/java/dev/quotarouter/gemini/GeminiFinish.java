package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import java.util.Locale;

/** What a reply with status 200 means: Gemini blocks, breaks off and fails under that status, too. */
final class GeminiFinish {
    private GeminiFinish() {}

    /** {@return the reply, or the failure that it is in truth; an {@code error} in it is not looked at} */
    static Outcome outcome(GeminiReply reply, ProviderWords words) {
        boolean empty = reply.parts().isEmpty();
        // A prompt that is blocked has no candidates, only a reason.
        if (empty && !reply.blockReason().isEmpty()) {
            return failed(FailureKind.CONTENT_BLOCKED, reply.blockReason(), reply.blockMessage(), words);
        }
        if (!reply.candidates()) {
            return failed(FailureKind.MALFORMED_RESPONSE, "no candidates", "", words);
        }
        // Unset enums are left out, so a candidate with content may lack a reason; one without both was never finished.
        if (empty && reply.finishReason().isEmpty() && !reply.malformedCall()) {
            return failed(FailureKind.MALFORMED_RESPONSE, "an empty candidate", reply.finishMessage(), words);
        }
        return switch (reply.finishReason().toUpperCase(Locale.ROOT)) {
            // An empty reply is a reply: thinking used up the tokens, or the model had nothing to say.
            case "STOP" -> completed(reply, FinishReason.STOP, words);
            case "MAX_TOKENS" -> completed(reply, FinishReason.MAX_TOKENS, words);
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "LANGUAGE",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" ->
                empty
                        ? failed(FailureKind.CONTENT_BLOCKED, reply.finishReason(), reply.finishMessage(), words)
                        : completed(reply, FinishReason.CONTENT_FILTER, words);
            // What the model wanted to call is lost, or must not be called; whatever it said before makes no reply.
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" ->
                failed(FailureKind.MALFORMED_TOOL_CALL, reply.finishReason(), reply.finishMessage(), words);
            // The history lacks what Gemini gave for it; the same request fails everywhere.
            case "MISSING_THOUGHT_SIGNATURE" ->
                failed(FailureKind.INVALID_REQUEST, reply.finishReason(), reply.finishMessage(), words);
            case "MALFORMED_RESPONSE" ->
                failed(FailureKind.MALFORMED_RESPONSE, reply.finishReason(), reply.finishMessage(), words);
            // OTHER, NO_IMAGE, and what is new since this was written: worth what it brought.
            default ->
                empty && !reply.malformedCall()
                        ? failed(FailureKind.MALFORMED_RESPONSE, reply.finishReason(), reply.finishMessage(), words)
                        : completed(reply, FinishReason.OTHER, words);
        };
    }

    private static Outcome completed(GeminiReply reply, FinishReason reason, ProviderWords words) {
        if (reply.malformedCall()) {
            return failed(FailureKind.MALFORMED_TOOL_CALL, "a call without a name or arguments", "", words);
        }
        return new Outcome.Completed(ChatResponse.builder(new ChatMessage(Role.ASSISTANT, reply.parts()))
                .finishReason(withCalls(reply, reason), reply.finishReason())
                .usage(reply.usage())
                .model(reply.model())
                .id(reply.id())
                .build());
    }

    /** Gemini says STOP for calls, too. Where it was cut short, that is the weightier news. */
    private static FinishReason withCalls(GeminiReply reply, FinishReason reason) {
        boolean calls = reply.parts().stream().anyMatch(ToolCall.class::isInstance);
        return switch (reason) {
            case STOP, TOOL_CALLS, OTHER -> calls ? FinishReason.TOOL_CALLS : reason;
            case MAX_TOKENS, CONTENT_FILTER -> reason;
        };
    }

    private static Outcome failed(FailureKind kind, String reason, String message, ProviderWords words) {
        String text = message.isEmpty() ? reason : reason + ": " + message;
        return new Outcome.Failed(Failure.of(kind, words.clean(text)));
    }
}
