package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a {@link CodePart} printed when the provider ran it.
 *
 * @param id the {@link CodePart#id()}; empty if the provider gave none
 * @param outcome how it ended, in the provider's word: {@code OUTCOME_OK}
 * @param output what it printed, or why it failed
 * @param signature what the provider attached to it and wants to see again, unread and unchanged
 */
public record CodeResultPart(String id, String outcome, String output, Optional<String> signature) implements Part {
    /** Checks that nothing is null. */
    public CodeResultPart {
        requireNonNull(id, "id");
        requireNonNull(outcome, "outcome");
        requireNonNull(output, "output");
        requireNonNull(signature, "signature");
    }

    @Override
    public Part withoutSignature() {
        return signature.isEmpty() ? this : new CodeResultPart(id, outcome, output, Optional.empty());
    }

    /** Counts the characters: what was printed does not belong into a log. */
    @Override
    public String toString() {
        return "CodeResultPart[" + outcome + ", " + output.length() + " characters]";
    }
}
