package dev.quotarouter.provider;

/** What a model may or may not be able to do. A request needs some; only models that have them are asked. */
public enum Capability {
    /** Calling tools. */
    TOOLS,
    /** Instructions apart from the conversation. Where missing, a provider folds them into the first user turn. */
    SYSTEM_INSTRUCTION,
    /** Looking at images. */
    IMAGES,
    /** Listening to sound. */
    AUDIO,
    /** Watching films. */
    VIDEO,
    /** Reading documents such as PDF. */
    DOCUMENTS,
    /** Replying in JSON. */
    JSON_OUTPUT,
    /** Replying in JSON that follows a schema. */
    JSON_SCHEMA,
    /** Calling tools and replying in JSON in one request. */
    TOOLS_WITH_JSON_OUTPUT,
    /** Having the provider run its own tools: code, search. */
    SERVER_TOOLS,
    /** Calling tools and having the provider run its own, in one request. */
    TOOLS_WITH_SERVER_TOOLS,
    /** Thinking before it speaks, as much as is asked. */
    THINKING,
    /** Speaking without thinking first. */
    THINKING_OFF,
    /** Disfavouring tokens that have come before. */
    PENALTIES,
    /** Telling how probable each token was. */
    LOGPROBS,
    /** Several replies to one request. */
    MULTIPLE_CANDIDATES
}
