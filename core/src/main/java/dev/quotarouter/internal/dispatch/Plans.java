package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatRequest;

/** What the configuration in force says of requests; it may be another one the next time. Thread-safe. */
public interface Plans {
    /**
     * {@return how the request is served from now on}
     *
     * @throws dev.quotarouter.error.NoSuitableDeploymentException if nothing here goes by its name
     */
    Plan plan(ChatRequest request);

    /** {@return the configuration in force, as {@link Plan#edition()} has it} */
    Object edition();
}
