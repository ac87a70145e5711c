package dev.quotarouter.simulator;

/** What the simulated Gemini can be asked for. */
public enum Endpoint {
    /** An answer in one piece. */
    GENERATE_CONTENT,
    /** An answer in pieces. */
    STREAM_GENERATE_CONTENT,
    /** How many tokens a prompt has. */
    COUNT_TOKENS,
    /** Which models there are. */
    LIST_MODELS,
    /** What one model is. */
    GET_MODEL;

    /** {@return whether a call uses quota} */
    public boolean generates() {
        return this == GENERATE_CONTENT || this == STREAM_GENERATE_CONTENT;
    }
}
