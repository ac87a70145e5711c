package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatResponse;

/** How one call to a provider ended. */
public sealed interface Outcome {
    /**
     * The provider replied.
     *
     * @param response its reply
     */
    record Completed(ChatResponse response) implements Outcome {
        /** Checks that nothing is null. */
        public Completed {
            requireNonNull(response, "response");
        }
    }

    /**
     * The call failed.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements Outcome {
        /** Checks that nothing is null. */
        public Failed {
            requireNonNull(failure, "failure");
        }
    }
}
