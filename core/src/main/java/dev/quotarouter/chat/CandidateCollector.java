package dev.quotarouter.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts one reply together from its chunks. Not thread-safe. */
final class CandidateCollector {
    private final List<Part> parts = new ArrayList<>(2);
    private final StringBuilder open = new StringBuilder();
    private boolean openIsThought;
    private String first = "";
    private FinishReason finishReason = FinishReason.OTHER;
    private String providerFinishReason = "";
    private boolean finished;
    private Grounding grounding = Grounding.NONE;
    private final List<TokenLogprob> logprobs = new ArrayList<>(0);
    private List<SafetyRating> safetyRatings = List.of();

    void add(ChatChunk chunk) {
        // By index: an iterator for each chunk would be most of what a stream allocates here.
        for (int i = 0; i < chunk.parts().size(); i++) {
            add(chunk.parts().get(i));
        }
        if (chunk.finishReason().isPresent()) {
            finished = true;
            finishReason = chunk.finishReason().get();
            providerFinishReason = chunk.providerFinishReason();
        }
        grounding = grounding.plus(chunk.grounding());
        logprobs.addAll(chunk.logprobs());
        if (!chunk.safetyRatings().isEmpty()) {
            safetyRatings = chunk.safetyRatings();
        }
    }

    boolean isEmpty() {
        return !finished && parts.isEmpty() && first.isEmpty();
    }

    boolean isFinished() {
        return finished;
    }

    Candidate candidate() {
        List<Part> all = new ArrayList<>(parts);
        openPart().ifPresent(all::add);
        return new Candidate(
                new ChatMessage(Role.ASSISTANT, all),
                finishReason,
                providerFinishReason,
                grounding,
                logprobs,
                safetyRatings);
    }

    private void add(Part part) {
        if (part.signature().isEmpty() && part instanceof TextPart text) {
            append(text.text(), false);
        } else if (part.signature().isEmpty() && part instanceof ThoughtPart thought) {
            append(thought.text(), true);
        } else {
            openPart().ifPresent(parts::add);
            clearOpen();
            parts.add(part);
        }
    }

    private void append(String text, boolean thought) {
        if (thought != openIsThought) {
            openPart().ifPresent(parts::add);
            clearOpen();
            openIsThought = thought;
        }
        // The usual reply is one text, which is not copied.
        if (first.isEmpty()) {
            first = text;
        } else {
            open.append(text);
        }
    }

    private Optional<Part> openPart() {
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String text = open.isEmpty() ? first : first + open;
        return Optional.of(openIsThought ? new ThoughtPart(text) : new TextPart(text));
    }

    private void clearOpen() {
        first = "";
        open.setLength(0);
    }
}
