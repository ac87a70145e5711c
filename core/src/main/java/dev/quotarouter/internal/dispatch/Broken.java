package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import org.jspecify.annotations.Nullable;

/** What is made of foreign code that breaks its contract. */
final class Broken {
    private Broken() {}

    /** A provider threw instead of answering. Its message is left out: nobody has looked it over for secrets. */
    static Failure provider(@Nullable Throwable thrown) {
        String message = thrown == null
                ? "the provider answered nothing"
                : "the provider threw " + thrown.getClass().getName();
        return Failure.of(FailureKind.MALFORMED_RESPONSE, message);
    }

    static RuntimeException rethrown(@Nullable Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
