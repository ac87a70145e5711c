package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the model thought before it spoke, as far as it tells. No part of the reply: {@link ChatMessage#text()} leaves it out.
 *
 * @param text the thought; may be empty
 * @param signature what the provider attached to it and wants to see again, unread and unchanged
 */
public record ThoughtPart(String text, Optional<String> signature) implements Part {
    /** Checks that nothing is null. */
    public ThoughtPart {
        requireNonNull(text, "text");
        requireNonNull(signature, "signature");
    }

    /** A thought without a signature. */
    public ThoughtPart(String text) {
        this(text, Optional.empty());
    }

    @Override
    public Part withoutSignature() {
        return signature.isEmpty() ? this : new ThoughtPart(text);
    }

    /** Counts the characters: what is thought does not belong into a log. */
    @Override
    public String toString() {
        return "ThoughtPart[" + text.length() + " characters]";
    }
}
