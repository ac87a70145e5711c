package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What arrived of a reply at once. The chunks of a stream, put together in order by a {@link ChatResponseCollector}, are the
 * response.
 *
 * @param candidate which reply it continues, from 0; always 0 unless several were asked for
 * @param parts what was said since the chunk before; texts go on where the last one stopped, tool calls are whole; may be
 *     empty
 * @param finishReason why the model stopped; empty until it has
 * @param providerFinishReason the provider's own word for that; empty until it has stopped
 * @param grounding what is newly known of what the reply rests on
 * @param logprobs the new tokens with their probabilities; empty unless asked for
 * @param safetyRatings how the provider rated the reply; mostly empty
 * @param usage what the chat has cost by now, all in all; {@link TokenUsage#UNKNOWN} if the chunk does not say
 * @param model the model that answers, as the provider names it; empty if the chunk does not say
 * @param id the provider's id of the reply
 */
public record ChatChunk(
        int candidate,
        List<Part> parts,
        Optional<FinishReason> finishReason,
        String providerFinishReason,
        Grounding grounding,
        List<TokenLogprob> logprobs,
        List<SafetyRating> safetyRatings,
        TokenUsage usage,
        String model,
        Optional<String> id) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the candidate is negative
     */
    public ChatChunk {
        if (candidate < 0) {
            throw new IllegalArgumentException("candidate must not be negative, but is " + candidate);
        }
        parts = List.copyOf(parts);
        requireNonNull(finishReason, "finishReason");
        requireNonNull(providerFinishReason, "providerFinishReason");
        requireNonNull(grounding, "grounding");
        logprobs = List.copyOf(logprobs);
        safetyRatings = List.copyOf(safetyRatings);
        requireNonNull(usage, "usage");
        requireNonNull(model, "model");
        requireNonNull(id, "id");
    }

    /** A chunk of the first reply, in the middle of it. */
    public static ChatChunk of(Part... parts) {
        return new ChatChunk(
                0,
                List.of(parts),
                Optional.empty(),
                "",
                Grounding.NONE,
                List.of(),
                List.of(),
                TokenUsage.UNKNOWN,
                "",
                Optional.empty());
    }

    /** {@return this chunk as the last one of its reply} */
    public ChatChunk finished(FinishReason reason, String providerFinishReason, TokenUsage usage) {
        return new ChatChunk(
                candidate,
                parts,
                Optional.of(reason),
                providerFinishReason,
                grounding,
                logprobs,
                safetyRatings,
                usage,
                model,
                id);
    }

    /** {@return this chunk with another running total} */
    public ChatChunk withUsage(TokenUsage usage) {
        return new ChatChunk(
                candidate,
                parts,
                finishReason,
                providerFinishReason,
                grounding,
                logprobs,
                safetyRatings,
                usage,
                model,
                id);
    }

    /** {@return the new text, thoughts left out; empty if there is none} */
    public String text() {
        return new ChatMessage(Role.ASSISTANT, parts).text();
    }

    /** {@return what the model newly told of its thoughts; empty if nothing} */
    public String thoughts() {
        return new ChatMessage(Role.ASSISTANT, parts).thoughts();
    }

    /** {@return the new tool calls; empty if there are none} */
    public List<ToolCall> toolCalls() {
        return new ChatMessage(Role.ASSISTANT, parts).toolCalls();
    }

    /** Counts the parts: a reply does not belong into a log. */
    @Override
    public String toString() {
        return "ChatChunk[" + parts.size() + " parts"
                + finishReason.map(reason -> ", " + reason).orElse("") + "]";
    }
}
