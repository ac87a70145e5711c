package dev.quotarouter.store;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.FailureKind;
import java.time.Instant;

/**
 * Why a key or a project is out of use until somebody acts.
 *
 * @param kind the failure that led to it
 * @param message the provider's words, without secrets
 * @param since when that was
 */
public record Block(FailureKind kind, String message, Instant since) {
    /** Checks that nothing is null. */
    public Block {
        requireNonNull(kind, "kind");
        requireNonNull(message, "message");
        requireNonNull(since, "since");
    }
}
