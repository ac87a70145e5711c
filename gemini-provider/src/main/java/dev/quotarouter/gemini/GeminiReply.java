package dev.quotarouter.gemini;

import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TokenUsage;
import java.util.List;
import java.util.Optional;

/**
 * What a reply with status 200 says, before anyone decides what it means. Texts are empty where Gemini said nothing.
 *
 * @param candidates whether there was a candidate at all
 * @param parts what the model said, without its thoughts
 * @param malformedCall whether a tool call had no name, or arguments that are no object
 * @param finishReason why the first candidate ended
 * @param finishMessage Gemini's words about that
 * @param blockReason why the prompt was blocked
 * @param blockMessage Gemini's words about that
 * @param usage what it cost
 * @param model the model that answered
 * @param id the reply's id
 * @param error the error that came in place of a reply
 */
record GeminiReply(
        boolean candidates,
        List<Part> parts,
        boolean malformedCall,
        String finishReason,
        String finishMessage,
        String blockReason,
        String blockMessage,
        TokenUsage usage,
        String model,
        Optional<String> id,
        Optional<GeminiErrorBody> error) {}
