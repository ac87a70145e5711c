package dev.quotarouter.error;

import dev.quotarouter.chat.Attempt;
import java.util.List;

/** The caller gave up: its thread was interrupted, or it cancelled the future. An interrupted thread keeps its interrupt status. */
public final class ChatCancelledException extends RouterException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public ChatCancelledException(String message, List<Attempt> attempts) {
        super(message, attempts, null);
    }
}
