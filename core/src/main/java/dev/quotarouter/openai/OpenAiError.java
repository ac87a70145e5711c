package dev.quotarouter.openai;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * An error for a client that speaks OpenAI.
 *
 * @param status the HTTP status that fits
 * @param json the body: one JSON object with the member {@code error}; also what a stream tells before it breaks off
 * @param retryAfterSeconds the value of the header {@code Retry-After}, at least 1; empty if nobody knows when to come back
 */
public record OpenAiError(int status, String json, OptionalLong retryAfterSeconds) {
    /** Checks that nothing is null. */
    public OpenAiError {
        requireNonNull(json, "json");
        requireNonNull(retryAfterSeconds, "retryAfterSeconds");
    }
}
