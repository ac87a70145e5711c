package dev.quotarouter.provider;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.ChatRequest;
import java.time.Duration;

/**
 * One attempt, as a provider sees it.
 *
 * @param request what to ask
 * @param profile what is known of the model by now, refusals included
 * @param timeout how long the call may take in all; positive
 */
public record ChatCall(ChatRequest request, ModelProfile profile, Duration timeout) {
    /** Checks that nothing is null. */
    public ChatCall {
        requireNonNull(request, "request");
        requireNonNull(profile, "profile");
        requireNonNull(timeout, "timeout");
    }
}
