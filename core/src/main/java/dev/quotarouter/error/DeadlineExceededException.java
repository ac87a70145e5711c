package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import java.util.List;

/** The request's deadline passed before there was a reply. */
public final class DeadlineExceededException extends RouterException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public DeadlineExceededException(String message, List<Attempt> attempts) {
        super(message, attempts, null);
    }
}
