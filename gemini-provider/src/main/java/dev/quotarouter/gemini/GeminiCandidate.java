package dev.quotarouter.gemini;

import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.SafetyRating;
import dev.quotarouter.chat.TokenLogprob;
import java.util.List;

/**
 * What one event says of one candidate.
 *
 * @param index which candidate
 * @param parts what the model said
 * @param said whether that is more than thoughts
 * @param malformedCall whether a tool call had no name, or arguments that are no object
 * @param finishReason why it ended; empty if it has not
 * @param finishMessage Gemini's words about that
 * @param grounding what it rests on
 * @param logprobs its tokens with their probabilities
 * @param safetyRatings how it was rated
 */
record GeminiCandidate(
        int index,
        List<Part> parts,
        boolean said,
        boolean malformedCall,
        String finishReason,
        String finishMessage,
        Grounding grounding,
        List<TokenLogprob> logprobs,
        List<SafetyRating> safetyRatings) {}
