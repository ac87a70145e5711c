package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;
import java.util.Optional;

/**
 * A file that the provider fetches itself: one that was uploaded to it, or a public address that it can read.
 *
 * <p>What was uploaded belongs to one project, and the keys of others refuse it. The router then goes on to the next one,
 * blaming nobody, but within the attempts that a request has: where there are many projects, ask a model group that has only
 * the keys of the one that owns the file.
 *
 * @param uri where the file is
 * @param mimeType what it is, for example {@code video/mp4}; empty if the provider finds out itself
 * @param optionsJson members that the provider takes beside the file, as one JSON object; empty for none
 */
public record FilePart(String uri, Optional<String> mimeType, Optional<String> optionsJson) implements Part {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the URI is blank or the options are not one JSON object
     */
    public FilePart {
        requireNonNull(uri, "uri");
        requireNonNull(mimeType, "mimeType");
        requireNonNull(optionsJson, "optionsJson");
        if (uri.isBlank()) {
            throw new IllegalArgumentException("uri must not be blank");
        }
        optionsJson.ifPresent(json -> JsonText.requireObject("optionsJson", json));
    }

    /** A file of the given type. */
    public FilePart(String uri, String mimeType) {
        this(uri, Optional.of(mimeType), Optional.empty());
    }

    /**
     * {@return the file with members beside it that have no neutral name} For Gemini {@code {"videoMetadata": {"fps": 2}}}.
     *
     * @throws IllegalArgumentException if it is not one JSON object
     */
    public FilePart withOptions(String optionsJson) {
        return new FilePart(uri, mimeType, Optional.of(optionsJson));
    }

    /** Leaves the address out: it may be signed. */
    @Override
    public String toString() {
        return "FilePart[" + mimeType.orElse("of unknown type") + "]";
    }
}
