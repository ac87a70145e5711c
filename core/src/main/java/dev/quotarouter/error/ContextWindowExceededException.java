package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import java.util.List;

/** The prompt is longer than every model that could have answered can read. */
public final class ContextWindowExceededException extends RouterException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public ContextWindowExceededException(String message, List<Attempt> attempts) {
        super(message, attempts, null);
    }
}
