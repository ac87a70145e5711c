package dev.quotarouter.chat;

/** What went wrong with an attempt, in the words of the router: every provider's errors are one of these. */
public enum FailureKind {
    /** A limit per minute is used up: requests or tokens. */
    MINUTE_QUOTA_EXHAUSTED,
    /** A limit per day is used up. */
    DAY_QUOTA_EXHAUSTED,
    /** The project has no quota at all for this model. */
    NO_QUOTA,
    /** The model is closed for this project. */
    MODEL_CLOSED,
    /** The request alone is larger than a whole window. */
    LARGER_THAN_WINDOW,
    /** Slowed down by the provider without a word about which limit. */
    THROTTLED,
    /** The model has more work than it can do. */
    OVERLOADED,
    /** The provider failed inside. */
    SERVER_ERROR,
    /** The key is invalid, expired, leaked or restricted. */
    KEY_REJECTED,
    /** The project is denied, suspended, unpaid, or may not use the service. */
    PROJECT_REJECTED,
    /** No such model, or it cannot chat. */
    MODEL_NOT_FOUND,
    /** The model cannot do what is asked: tools, system text, images, JSON. */
    CAPABILITY_MISSING,
    /** What the request refers to, such as an uploaded file, belongs to another project. */
    RESOURCE_NOT_ACCESSIBLE,
    /** A signature in the conversation was made by another model or key. */
    SIGNATURE_REJECTED,
    /** The request is wrong, whoever serves it. */
    INVALID_REQUEST,
    /** The prompt does not fit into the model's context. */
    CONTEXT_WINDOW_EXCEEDED,
    /** Prompt or reply were blocked for their content. */
    CONTENT_BLOCKED,
    /** No answer within the attempt's time. */
    TIMEOUT,
    /** The connection could not be made, or broke. */
    CONNECTION_FAILED,
    /** The answer could not be read, was cut off, or was empty. */
    MALFORMED_RESPONSE,
    /** The model's tool call could not be read. */
    MALFORMED_TOOL_CALL,
    /** The caller gave up. */
    CANCELLED
}
