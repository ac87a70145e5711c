package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import java.util.List;

/** Prompt or reply were blocked for their content; the message holds the provider's reason. */
public final class ContentBlockedException extends RouterException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public ContentBlockedException(String message, List<Attempt> attempts) {
        super(message, attempts, null);
    }
}
