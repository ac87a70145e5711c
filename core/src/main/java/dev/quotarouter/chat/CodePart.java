package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A program that the model wrote and the provider ran: see {@link ServerTool#CODE_EXECUTION}.
 *
 * @param id what the {@link CodeResultPart} refers to; empty if the provider gave none
 * @param language the language, in the provider's word: {@code PYTHON}
 * @param code the program
 * @param signature what the provider attached to it and wants to see again, unread and unchanged
 */
public record CodePart(String id, String language, String code, Optional<String> signature) implements Part {
    /** Checks that nothing is null. */
    public CodePart {
        requireNonNull(id, "id");
        requireNonNull(language, "language");
        requireNonNull(code, "code");
        requireNonNull(signature, "signature");
    }

    @Override
    public Part withoutSignature() {
        return signature.isEmpty() ? this : new CodePart(id, language, code, Optional.empty());
    }

    /** Counts the characters: programs do not belong into a log. */
    @Override
    public String toString() {
        return "CodePart[" + language + ", " + code.length() + " characters]";
    }
}
