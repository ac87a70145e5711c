package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Text of a message.
 *
 * @param text the text; may be empty
 * @param signature what the provider attached to this text and wants to see again, unread and unchanged
 */
public record TextPart(String text, Optional<String> signature) implements Part {
    /** Checks that nothing is null. */
    public TextPart {
        requireNonNull(text, "text");
        requireNonNull(signature, "signature");
    }

    /** Text without a signature. */
    public TextPart(String text) {
        this(text, Optional.empty());
    }

    @Override
    public Part withoutSignature() {
        return signature.isEmpty() ? this : new TextPart(text);
    }

    /** Counts the characters: what is said does not belong into a log. */
    @Override
    public String toString() {
        return "TextPart[" + text.length() + " characters]";
    }
}
