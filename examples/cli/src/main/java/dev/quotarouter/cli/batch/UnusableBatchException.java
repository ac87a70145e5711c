package dev.quotarouter.cli.batch;

/** A batch cannot begin: its message says what stands in the way and what to do about it. Nothing was asked. */
public final class UnusableBatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableBatchException(String message) {
        super(message);
    }

    UnusableBatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
