package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.provider.Failure;
import java.util.List;
import java.util.Optional;

/** How far one candidate has come, over all events. Not thread-safe. */
final class CandidateProgress {
    private final int index;
    private final ProviderWords words;
    private final KnownSources sources = new KnownSources();
    private boolean said;
    private boolean calls;
    private boolean ended;
    private Optional<Failure> failure = Optional.empty();

    CandidateProgress(int index, ProviderWords words) {
        this.index = index;
        this.words = words;
    }

    /** {@return whether it has come to its end, be it a bad one} */
    boolean ended() {
        return ended;
    }

    /** {@return why it is no reply, if it is none} */
    Optional<Failure> failure() {
        return failure;
    }

    boolean said() {
        return said;
    }

    /** {@return what the event adds; may be nothing} */
    ChatChunk take(GeminiCandidate event) {
        said |= event.said();
        for (Part part : event.parts()) {
            calls |= part instanceof ToolCall;
        }
        ChatChunk chunk = chunk(event, sources.take(event.grounding()));
        if (event.malformedCall()) {
            ended = true;
            failure = Optional.of(Failure.of(FailureKind.MALFORMED_TOOL_CALL, "a call without a name or arguments"));
            return chunk.finished(FinishReason.OTHER, event.finishReason(), TokenUsage.UNKNOWN);
        }
        return event.finishReason().isEmpty() ? chunk : end(chunk, event.finishReason(), event.finishMessage());
    }

    /** {@return the chunk as the last one}, although Gemini gave no reason to stop. */
    ChatChunk endWithoutReason() {
        return end(silent(index), "", "");
    }

    /** {@return the last chunk}, as the prompt was found to be one that gets no more. */
    ChatChunk block(String reason) {
        ended = true;
        return silent(index).finished(FinishReason.CONTENT_FILTER, reason, TokenUsage.UNKNOWN);
    }

    private ChatChunk end(ChatChunk chunk, String word, String message) {
        GeminiFinish finish = GeminiFinish.of(word, said, calls);
        ended = true;
        failure = finish.failure().map(kind -> Failure.of(kind, describe(word, message)));
        return chunk.finished(finish.reason(), word, TokenUsage.UNKNOWN);
    }

    private String describe(String word, String message) {
        if (word.isEmpty() || word.equals("STOP")) {
            return "an empty reply";
        }
        return words.clean(message.isEmpty() ? word : word + ": " + message);
    }

    /** {@return a chunk of the candidate that says nothing} */
    static ChatChunk silent(int index) {
        GeminiCandidate nothing =
                new GeminiCandidate(index, List.of(), false, false, "", "", Grounding.NONE, List.of(), List.of());
        return chunk(nothing, Grounding.NONE);
    }

    private static ChatChunk chunk(GeminiCandidate event, Grounding grounding) {
        return new ChatChunk(
                event.index(),
                event.parts(),
                Optional.empty(),
                "",
                grounding,
                event.logprobs(),
                event.safetyRatings(),
                TokenUsage.UNKNOWN,
                "",
                Optional.empty());
    }
}
