package dev.quotarouter.simulator;

import dev.quotarouter.simulator.SimulatedModel.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model says, held to the limits of the request: stop sequences, greatest length, thinking.
 *
 * @param reply what is left to say
 * @param thoughts the summary of the thinking; empty unless asked for
 * @param candidateTokens what was said
 * @param thoughtTokens what was thought; both count against the greatest length
 */
record Answer(ModelReply reply, Optional<String> thoughts, long candidateTokens, long thoughtTokens) {
    private static final int CHARACTERS_PER_TOKEN = 4;

    static Answer to(SimulatedRequest request, ModelReply wish) {
        // Unless the request says otherwise a scripted answer may be of any length.
        long most = request.config().path("maxOutputTokens").asLong(Integer.MAX_VALUE);
        ModelReply stopped = stoppedAt(request, wish);
        boolean fails = stopped.parts().isEmpty() && !stopped.finishReason().equals("MAX_TOKENS");
        long thoughtTokens = fails ? 0 : Math.min(most, thinking(request));
        ModelReply reply = shortened(stopped, most - thoughtTokens);
        Optional<String> thoughts =
                thoughtTokens > 0 && request.thinking().path("includeThoughts").asBoolean(false)
                        ? Optional.of("The user wants an answer. I give one.")
                        : Optional.empty();
        return new Answer(reply, thoughts, tokens(reply.parts()), thoughtTokens);
    }

    private static long thinking(SimulatedRequest request) {
        long budget = request.thinking().path("thinkingBudget").asLong(-1);
        if (!request.model().can(Feature.THINKING) || budget == 0) {
            return 0;
        }
        long wish = 24 + request.inputTokens() / 8;
        return budget < 0 ? wish : Math.min(wish, budget);
    }

    private static ModelReply stoppedAt(SimulatedRequest request, ModelReply wish) {
        List<ReplyPart> kept = new ArrayList<>();
        for (ReplyPart part : wish.parts()) {
            if (part instanceof ReplyPart.Text text) {
                int end = text.text().length();
                for (var stop : request.config().path("stopSequences")) {
                    int found = text.text().indexOf(stop.asString());
                    end = found >= 0 ? Math.min(end, found) : end;
                }
                kept.add(new ReplyPart.Text(text.text().substring(0, end)));
                if (end < text.text().length()) {
                    break;
                }
            } else {
                kept.add(part);
            }
        }
        return wish.withParts(kept);
    }

    private static ModelReply shortened(ModelReply reply, long most) {
        if (tokens(reply.parts()) <= most) {
            return reply;
        }
        List<ReplyPart> kept = new ArrayList<>();
        long characters = most * CHARACTERS_PER_TOKEN;
        for (ReplyPart part : reply.parts()) {
            if (part.length() > characters) {
                // A call is whole or not at all.
                if (part instanceof ReplyPart.Text text && characters > 0) {
                    kept.add(new ReplyPart.Text(text.text().substring(0, (int) characters)));
                }
                break;
            }
            kept.add(part);
            characters -= part.length();
        }
        return reply.withParts(kept).finishReason("MAX_TOKENS");
    }

    private static long tokens(List<ReplyPart> parts) {
        return TokenCounter.ofCharacters(
                parts.stream().mapToLong(ReplyPart::length).sum());
    }
}
