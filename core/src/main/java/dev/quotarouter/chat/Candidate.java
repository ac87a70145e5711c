package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One reply of the model's to a request, and what is known of it. A response has several where the request asks for them.
 *
 * @param message what the model said
 * @param finishReason why it stopped
 * @param providerFinishReason why it stopped, in the provider's own word; empty if it gave none
 * @param grounding what the reply rests on
 * @param logprobs its tokens with their probabilities; empty unless asked for
 * @param safetyRatings how the provider rated it; mostly empty
 */
public record Candidate(
        ChatMessage message,
        FinishReason finishReason,
        String providerFinishReason,
        Grounding grounding,
        List<TokenLogprob> logprobs,
        List<SafetyRating> safetyRatings) {
    /** Copies the lists. */
    public Candidate {
        requireNonNull(message, "message");
        requireNonNull(finishReason, "finishReason");
        requireNonNull(providerFinishReason, "providerFinishReason");
        requireNonNull(grounding, "grounding");
        logprobs = List.copyOf(logprobs);
        safetyRatings = List.copyOf(safetyRatings);
    }

    /** A reply of which nothing is known but its ending. */
    public Candidate(ChatMessage message, FinishReason finishReason, String providerFinishReason) {
        this(message, finishReason, providerFinishReason, Grounding.NONE, List.of(), List.of());
    }

    /** Names the ending: a reply does not belong into a log. */
    @Override
    public String toString() {
        return "Candidate[" + finishReason + ", " + message.parts().size() + " parts]";
    }
}
