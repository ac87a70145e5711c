package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts a response together from its chunks. Neighbouring texts become one, unless the provider signed one of them: a
 * signature belongs to its part.
 *
 * <p>Not thread-safe.
 */
public final class ChatResponseCollector {
    private final TreeMap<Integer, CandidateCollector> candidates = new TreeMap<>();
    private TokenUsage usage = TokenUsage.UNKNOWN;
    private String model = "";
    private Optional<String> id = Optional.empty();

    /** Nothing has arrived yet. */
    public ChatResponseCollector() {}

    /** Takes the next chunk. */
    public void add(ChatChunk chunk) {
        requireNonNull(chunk, "chunk");
        candidates
                .computeIfAbsent(chunk.candidate(), index -> new CandidateCollector())
                .add(chunk);
        if (!chunk.usage().equals(TokenUsage.UNKNOWN)) {
            usage = chunk.usage();
        }
        if (!chunk.model().isEmpty()) {
            model = chunk.model();
        }
        id = chunk.id().or(() -> id);
    }

    /** {@return whether nothing was said yet: no part, no finish reason} */
    public boolean isEmpty() {
        return candidates.values().stream().allMatch(CandidateCollector::isEmpty);
    }

    /** {@return whether every reply that was begun has come to its end} */
    public boolean isFinished() {
        return !candidates.isEmpty() && candidates.values().stream().allMatch(CandidateCollector::isFinished);
    }

    /** {@return what was said so far; a reply without an end yet has the finish reason {@link FinishReason#OTHER}} */
    public ChatResponse response() {
        List<Candidate> all = new ArrayList<>(1);
        for (CandidateCollector candidate : candidates.values()) {
            all.add(candidate.candidate());
        }
        if (all.isEmpty()) {
            all.add(new CandidateCollector().candidate());
        }
        return ChatResponse.builder(all).usage(usage).model(model).id(id).build();
    }
}
