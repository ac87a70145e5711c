package dev.quotarouter.simulator;

import dev.quotarouter.simulator.SimulatedModel.Feature;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Google refuses because this model has not what others have: server-side tools, penalties, thinking, … */
final class KnobRules {
    private KnobRules() {}

    static Optional<String> serverTools(SimulatedRequest request) {
        if (request.serverTools().isEmpty()) {
            return Optional.empty();
        }
        SimulatedModel model = request.model();
        if (!model.can(Feature.SERVER_TOOLS)) {
            return Optional.of(
                    request.serverTools().contains("googleSearch")
                            ? "Search Grounding is not supported."
                            : "Code execution is not enabled for models/" + model.name());
        }
        boolean invocations = request.body()
                .path("toolConfig")
                .path("includeServerSideToolInvocations")
                .asBoolean(false);
        if (invocations && !model.can(Feature.TOOLS_WITH_SERVER_TOOLS)) {
            return Optional.of("Tool call context circulation is not enabled for models/" + model.name());
        }
        if (!invocations && !request.declarations().isEmpty()) {
            return Optional.of(
                    "Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with"
                            + " Function calling.");
        }
        return Optional.empty();
    }

    static Optional<String> sampling(SimulatedRequest request) {
        JsonNode config = request.config();
        SimulatedModel model = request.model();
        boolean penalties = config.has("presencePenalty") || config.has("frequencyPenalty");
        if (penalties && !model.can(Feature.PENALTIES)) {
            return Optional.of("Penalty is not enabled for models/" + model.name());
        }
        if (config.has("responseLogprobs") && !model.can(Feature.LOGPROBS)) {
            return Optional.of("Logprobs is not enabled for models/" + model.name());
        }
        long alternatives = config.path("logprobs").asLong(0);
        if (config.has("logprobs") && (!config.path("responseLogprobs").asBoolean(false) || alternatives > 20)) {
            return Optional.of("Logprobs must be in the range [0, 20] and response_logprobs must be set.");
        }
        if (config.path("candidateCount").asLong(1) > 1 && !model.can(Feature.MULTIPLE_CANDIDATES)) {
            return Optional.of("Multiple candidates is not enabled for models/" + model.name());
        }
        return Optional.empty();
    }

    static Optional<String> thinking(SimulatedRequest request) {
        JsonNode thinking = request.thinking();
        SimulatedModel model = request.model();
        if (!thinking.isMissingNode() && !model.can(Feature.THINKING_ON_REQUEST)) {
            return Optional.of("Thinking is not enabled for models/" + model.name());
        }
        if (thinking.has("thinkingBudget") && thinking.has("thinkingLevel")) {
            return Optional.of("You can only set only one of thinking budget and thinking level.");
        }
        if (thinking.has("thinkingLevel") && !model.can(Feature.THINKING_LEVEL)) {
            return Optional.of("Thinking level is not supported for this model.");
        }
        if (thinking.path("thinkingBudget").asLong(-1) == 0 && model.can(Feature.THINKING_ALWAYS)) {
            return Optional.of("Budget 0 is invalid. This model only works in thinking mode.");
        }
        return Optional.empty();
    }

    /** Google: a cache brings its own instructions and tools. */
    static Optional<String> cache(SimulatedRequest request) {
        boolean more = request.body().has("systemInstruction")
                || request.body().has("tools")
                || request.body().has("toolConfig");
        return request.body().has("cachedContent") && more
                ? Optional.of(
                        "CachedContent can not be used with GenerateContent request setting system_instruction, tools"
                                + " or tool_config.")
                : Optional.empty();
    }
}
