package dev.quotarouter.simulator;

/** What the simulated model answers: something a model says, or bytes word for word. Immutable. */
public sealed interface SimulatedReply permits ModelReply, RawReply {
    /** {@return a model that says the text} */
    static ModelReply text(String text) {
        return ModelReply.EMPTY.text(text);
    }

    /**
     * {@return a model that calls a function; more calls and text may be added}
     *
     * @param arguments a JSON object
     * @throws IllegalArgumentException if the arguments are no JSON object
     */
    static ModelReply functionCall(String name, String arguments) {
        return ModelReply.EMPTY.functionCall(name, arguments);
    }

    /**
     * {@return a model that stopped without an answer, in the form that goes with the reason}
     *
     * @param finishReason such as {@code SAFETY}, {@code MAX_TOKENS}, {@code MALFORMED_FUNCTION_CALL}; a reason that
     *     Google does not have is sent all the same
     */
    static ModelReply finished(String finishReason) {
        return ModelReply.EMPTY.finishReason(finishReason);
    }

    /** {@return no candidate at all, as the prompt was blocked for the reason, such as {@code PROHIBITED_CONTENT}} */
    static ModelReply blocked(String blockReason) {
        return ModelReply.EMPTY.blockReason(blockReason);
    }

    /** {@return the error as the model of this name would answer it} */
    static RawReply error(GeminiError error, String model) {
        return error.reply(model);
    }
}
