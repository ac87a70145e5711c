package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that the router throws on purpose. Unchecked; carries data rather than words to be parsed; never
 * holds a secret.
 */
public abstract sealed class RouterException extends RuntimeException
        permits AttemptsFailedException,
                ChatCancelledException,
                ConfigException,
                ContentBlockedException,
                ContextWindowExceededException,
                DeadlineExceededException,
                InvalidRequestException,
                NoSuitableDeploymentException,
                QuotaExhaustedException,
                StreamBrokenException {
    private static final long serialVersionUID = 1;

    private final transient List<Attempt> attempts;

    RouterException(String message, List<Attempt> attempts, @Nullable Throwable cause) {
        super(message, cause);
        this.attempts = List.copyOf(attempts);
    }

    /** {@return the calls that were made before it came to this, in order; may be empty} */
    public final List<Attempt> attempts() {
        return attempts;
    }
}
