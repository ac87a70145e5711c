package dev.quotarouter.gemini;

import dev.quotarouter.chat.TokenUsage;
import java.util.List;
import java.util.Optional;

/**
 * What one {@code GenerateContentResponse} says, before anyone decides what it means: a whole reply, or one event of a
 * stream. Texts are empty where Gemini said nothing.
 *
 * @param candidates what it says of each candidate
 * @param blockReason why the prompt was blocked
 * @param blockMessage Gemini's words about that
 * @param usage what it has cost by now
 * @param model the model that answers
 * @param id the reply's id
 * @param error the error that came in place of a reply
 */
record GeminiReply(
        List<GeminiCandidate> candidates,
        String blockReason,
        String blockMessage,
        TokenUsage usage,
        String model,
        Optional<String> id,
        Optional<GeminiErrorBody> error) {}
