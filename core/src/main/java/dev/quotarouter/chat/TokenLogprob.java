package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A token of the reply and how probable it was.
 *
 * @param token the token's text
 * @param logprob the natural logarithm of its probability: 0 or less
 * @param alternatives the most probable tokens at this place, most probable first; may be empty
 */
public record TokenLogprob(String token, double logprob, List<TokenLogprob> alternatives) {
    /** Copies the alternatives. */
    public TokenLogprob {
        requireNonNull(token, "token");
        alternatives = List.copyOf(alternatives);
    }
}
