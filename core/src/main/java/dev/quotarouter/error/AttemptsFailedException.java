package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import java.util.List;

/** Calls were made, all failed, and there is none left to make: see attempts(). */
public final class AttemptsFailedException extends RouterException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public AttemptsFailedException(String message, List<Attempt> attempts) {
        super(message, attempts, null);
    }
}
