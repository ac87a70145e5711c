package dev.quotarouter.gemini;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.FinishReason;
import java.util.Locale;
import java.util.Optional;

/**
 * What the end of a candidate means: Gemini blocks, breaks off and fails under status 200, too.
 *
 * @param reason why it ended
 * @param failure what it is in truth, if it is no reply
 */
record GeminiFinish(FinishReason reason, Optional<FailureKind> failure) {
    /**
     * {@return the meaning of the word}
     *
     * @param word Gemini's; empty if it gave none
     * @param said whether the candidate said anything but thoughts
     * @param calls whether it called tools
     */
    static GeminiFinish of(String word, boolean said, boolean calls) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            // Gemini says STOP for calls, too.
            case "STOP" ->
                saidOr(FailureKind.MALFORMED_RESPONSE, calls ? FinishReason.TOOL_CALLS : FinishReason.STOP, said);
            // An empty one is a reply: thinking used up the tokens.
            case "MAX_TOKENS" -> new GeminiFinish(FinishReason.MAX_TOKENS, Optional.empty());
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "LANGUAGE",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> saidOr(FailureKind.CONTENT_BLOCKED, FinishReason.CONTENT_FILTER, said);
            // What the model wanted to call is lost, or must not be called; whatever it said before makes no reply.
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" ->
                failed(FailureKind.MALFORMED_TOOL_CALL);
            // The history lacks what Gemini gave for it. Only Gemini 3 says so, and without any signature it gets its
            // stand-in for those of all calls.
            case "MISSING_THOUGHT_SIGNATURE" -> failed(FailureKind.SIGNATURE_REJECTED);
            case "MALFORMED_RESPONSE" -> failed(FailureKind.MALFORMED_RESPONSE);
            // OTHER, NO_IMAGE, and what is new since this was written: worth what it brought.
            default ->
                saidOr(FailureKind.MALFORMED_RESPONSE, calls ? FinishReason.TOOL_CALLS : FinishReason.OTHER, said);
        };
    }

    private static GeminiFinish saidOr(FailureKind silent, FinishReason reason, boolean said) {
        return said ? new GeminiFinish(reason, Optional.empty()) : failed(silent);
    }

    private static GeminiFinish failed(FailureKind kind) {
        boolean blocked = kind == FailureKind.CONTENT_BLOCKED;
        return new GeminiFinish(blocked ? FinishReason.CONTENT_FILTER : FinishReason.OTHER, Optional.of(kind));
    }
}
