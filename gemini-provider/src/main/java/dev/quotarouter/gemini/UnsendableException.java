package dev.quotarouter.gemini;

import java.io.Serial;

/** A request that Gemini has no words for. The message says where and what to write instead. */
final class UnsendableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnsendableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
