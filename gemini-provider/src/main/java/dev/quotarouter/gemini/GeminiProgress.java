package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.provider.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a reply has come, event by event; a whole reply is a single one. Decides what an event means: chunks, an end, a
 * failure.
 *
 * <p>Nothing is told before there is something to tell: an event without content may yet turn out to be the beginning of a
 * failure. Not thread-safe.
 */
final class GeminiProgress {
    /** HTTP statuses up to here are no errors. */
    private static final int OK = 200;

    private final ProviderWords words;
    private final TreeMap<Integer, CandidateProgress> candidates = new TreeMap<>();
    private final RunningUsage running = new RunningUsage();
    private final List<ChatChunk> heldBack = new ArrayList<>(1);
    private String model = "";
    private Optional<String> id = Optional.empty();
    private boolean begun;
    private Optional<Failure> failure = Optional.empty();

    GeminiProgress(ProviderWords words) {
        this.words = words;
    }

    /** {@return whether every candidate has come to its end} What comes after that can add, but spoil nothing. */
    boolean finished() {
        // Asked for every event: a stream of Java's would be much of what one costs.
        for (CandidateProgress candidate : candidates.values()) {
            if (!candidate.ended()) {
                return false;
            }
        }
        return !candidates.isEmpty();
    }

    /** {@return why there is no reply, or no more of it} */
    Optional<Failure> failure() {
        return failure;
    }

    /** Takes the next event; {@return what it adds to what was told} */
    List<ChatChunk> take(GeminiReply event) {
        if (failure.isPresent()) {
            return List.of();
        }
        boolean whole = finished();
        if (event.error().isPresent()) {
            if (!whole) {
                failure = Optional.of(failure(event.error().get()));
            }
            return List.of();
        }
        model = event.model().isEmpty() ? model : event.model();
        id = event.id().or(() -> id);
        TokenUsage usage = running.take(event.usage());
        List<ChatChunk> chunks = new ArrayList<>(1);
        for (GeminiCandidate candidate : event.candidates()) {
            ChatChunk chunk = candidates
                    .computeIfAbsent(candidate.index(), index -> new CandidateProgress(index, words))
                    .take(candidate);
            if (tells(chunk)) {
                chunks.add(stamped(chunk, usage));
            }
        }
        if (!event.blockReason().isEmpty()) {
            block(event, chunks, usage);
        }
        if (!whole && finished()) {
            judge();
        }
        return told(chunks, usage);
    }

    /** There will be no further event; {@return what is still to be told} Gemini may leave out why a candidate ended. */
    List<ChatChunk> close() {
        if (failure.isEmpty() && candidates.isEmpty()) {
            failure = Optional.of(Failure.of(FailureKind.MALFORMED_RESPONSE, "no candidates"));
        }
        if (failure.isPresent() || finished()) {
            return List.of();
        }
        List<ChatChunk> chunks = candidates.values().stream()
                .filter(candidate -> !candidate.ended())
                .map(CandidateProgress::endWithoutReason)
                .toList();
        judge();
        return told(chunks, TokenUsage.UNKNOWN);
    }

    /** There is no reply if none of the candidates is one. */
    private void judge() {
        for (CandidateProgress candidate : candidates.values()) {
            if (candidate.failure().isEmpty()) {
                return;
            }
        }
        failure = candidates.firstEntry().getValue().failure();
    }

    /** A prompt that is blocked has no candidates, only a reason; where it comes late, it ends what there is. */
    private void block(GeminiReply event, List<ChatChunk> chunks, TokenUsage usage) {
        if (candidates.values().stream().noneMatch(CandidateProgress::said)) {
            String reason = event.blockReason();
            String text = event.blockMessage().isEmpty() ? reason : reason + ": " + event.blockMessage();
            failure = Optional.of(Failure.of(FailureKind.CONTENT_BLOCKED, words.clean(text)));
            return;
        }
        for (CandidateProgress candidate : candidates.values()) {
            if (!candidate.ended()) {
                chunks.add(stamped(candidate.block(event.blockReason()), usage));
            }
        }
    }

    private List<ChatChunk> told(List<ChatChunk> chunks, TokenUsage usage) {
        if (failure.isPresent()) {
            return List.of();
        }
        if (begun) {
            // A running total alone is news, too.
            return chunks.isEmpty() && !usage.equals(TokenUsage.UNKNOWN)
                    ? List.of(stamped(CandidateProgress.silent(candidates.firstKey()), usage))
                    : chunks;
        }
        for (ChatChunk chunk : chunks) {
            begun |= !chunk.parts().isEmpty() || chunk.finishReason().isPresent();
        }
        heldBack.addAll(chunks);
        if (!begun) {
            return List.of();
        }
        return heldBack;
    }

    private static boolean tells(ChatChunk chunk) {
        return !chunk.parts().isEmpty()
                || chunk.finishReason().isPresent()
                || !chunk.grounding().isNone()
                || !chunk.logprobs().isEmpty()
                || !chunk.safetyRatings().isEmpty();
    }

    private ChatChunk stamped(ChatChunk chunk, TokenUsage usage) {
        return new ChatChunk(
                chunk.candidate(),
                chunk.parts(),
                chunk.finishReason(),
                chunk.providerFinishReason(),
                chunk.grounding(),
                chunk.logprobs(),
                chunk.safetyRatings(),
                usage,
                model,
                id);
    }

    private Failure failure(GeminiErrorBody error) {
        return GeminiErrors.failure(httpStatus(error), error, Optional.empty(), words);
    }

    /** Under status 200 the true status stands in the body; sometimes only its name does. */
    private static int httpStatus(GeminiErrorBody error) {
        if (error.code() > OK) {
            return error.code();
        }
        return switch (error.status().toUpperCase(Locale.ROOT)) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "RESOURCE_EXHAUSTED" -> 429;
            case "CANCELLED" -> 499;
            case "UNAVAILABLE" -> 503;
            case "DEADLINE_EXCEEDED" -> 504;
            default -> 500;
        };
    }
}
