package dev.quotarouter.error;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import java.util.List;
import java.util.Optional;

/** A stream broke after its first chunk. What had arrived is in {@link #partial()}; the cause, if there is one, is why it
 * could not be continued. */
public final class StreamBrokenException extends RouterException {
    private static final long serialVersionUID = 1;

    private final FailureKind kind;
    private final transient ChatResponse partial;

    /**
     * Creates the exception.
     *
     * @param kind what broke the stream
     * @param partial what had arrived
     * @param whyNotContinued why the rest could not be had from another deployment; empty if that was not tried
     */
    public StreamBrokenException(
            String message,
            FailureKind kind,
            ChatResponse partial,
            List<Attempt> attempts,
            Optional<RouterException> whyNotContinued) {
        super(message, attempts, whyNotContinued.orElse(null));
        this.kind = requireNonNull(kind, "kind");
        this.partial = requireNonNull(partial, "partial");
    }

    /** {@return what broke the stream} */
    public FailureKind kind() {
        return kind;
    }

    /** {@return the reply as far as it had arrived, with the tokens known by then} */
    public ChatResponse partial() {
        return partial;
    }
}
