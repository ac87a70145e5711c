package dev.quotarouter.config;

/** The classes of errors that {@code retry_policy} and {@code allowed_fails_policy} tell apart, named as in LiteLLM. */
public enum ErrorClass {
    /** A quota whose end is far: the day's, or none at all. Ours; LiteLLM has no such class. */
    RESOURCE_EXHAUSTED("ResourceExhaustedError"),
    /** A quota per minute, or a provider that slows callers down. */
    RATE_LIMIT("RateLimitError"),
    /** The request is wrong, or the model cannot do what it asks. */
    BAD_REQUEST("BadRequestError"),
    /** The key or its project was refused. */
    AUTHENTICATION("AuthenticationError"),
    /** No answer in time. */
    TIMEOUT("TimeoutError"),
    /** Prompt or reply were blocked for their content. */
    CONTENT_POLICY_VIOLATION("ContentPolicyViolationError"),
    /** The provider failed inside. */
    INTERNAL_SERVER("InternalServerError"),
    /** The model is overloaded. */
    SERVICE_UNAVAILABLE("ServiceUnavailableError"),
    /** The connection broke, or what came back could not be read. */
    BAD_GATEWAY("BadGatewayError"),
    /** The model is not there, or not for this project. */
    NOT_FOUND("NotFoundError");

    private final String prefix;

    ErrorClass(String prefix) {
        this.prefix = prefix;
    }

    /** {@return the setting in {@code retry_policy}, for example {@code RateLimitErrorRetries}} */
    public String retriesSetting() {
        return prefix + "Retries";
    }

    /** {@return the setting in {@code allowed_fails_policy}, for example {@code RateLimitErrorAllowedFails}} */
    public String allowedFailsSetting() {
        return prefix + "AllowedFails";
    }
}
