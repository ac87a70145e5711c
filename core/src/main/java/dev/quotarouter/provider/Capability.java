package dev.quotarouter.provider;

/** What a model may or may not be able to do. A request needs some; only models that have them are asked. */
public enum Capability {
    /** Calling tools. */
    TOOLS,
    /** Instructions apart from the conversation. Where missing, a provider folds them into the first user turn. */
    SYSTEM_INSTRUCTION,
    /** Looking at images. */
    IMAGES,
    /** Replying in JSON. */
    JSON_OUTPUT,
    /** Replying in JSON that follows a schema. */
    JSON_SCHEMA,
    /** Calling tools and replying in JSON in one request. */
    TOOLS_WITH_JSON_OUTPUT
}
