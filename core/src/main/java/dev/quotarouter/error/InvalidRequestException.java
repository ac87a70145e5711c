package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import java.util.List;

/** The request is wrong, whoever serves it: it has to be changed, not repeated. */
public final class InvalidRequestException extends RouterException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public InvalidRequestException(String message, List<Attempt> attempts) {
        super(message, attempts, null);
    }
}
