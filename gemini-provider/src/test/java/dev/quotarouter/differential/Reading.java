package dev.quotarouter.differential;

import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.SafetyRating;
import dev.quotarouter.chat.TokenLogprob;
import dev.quotarouter.chat.TokenUsage;
import java.util.List;

/**
 * What one candidate of a reply says, in terms that both sides have.
 *
 * @param text the text, thoughts left out
 * @param calls the calls of tools, in order
 * @param pieces everything that was said, in order
 * @param finishReason Google's word; {@link #NO_FINISH_REASON} if there was none
 * @param usage what the reply cost
 * @param background what is known about it
 */
record Reading(
        String text,
        List<Call> calls,
        List<Piece> pieces,
        String finishReason,
        TokenUsage usage,
        Background background) {
    /** How Google's client says that there was none. */
    static final String NO_FINISH_REASON = "FINISH_REASON_UNSPECIFIED";

    /**
     * A call of a tool.
     *
     * @param name the tool
     * @param arguments as {@link PlainJson}
     */
    record Call(String name, String arguments) {}

    /**
     * A piece of what was said.
     *
     * @param kind text, thought, call, data, file, code, output
     * @param content what it says
     * @param signature what it is signed with, as base64; empty if it is not
     */
    record Piece(String kind, String content, String signature) {}

    /**
     * What a reply rests on, and how it was rated.
     *
     * @param grounding searches, pages, quotations
     * @param logprobs the probabilities of its tokens
     * @param safetyRatings the ratings
     */
    record Background(Grounding grounding, List<TokenLogprob> logprobs, List<SafetyRating> safetyRatings) {}
}
