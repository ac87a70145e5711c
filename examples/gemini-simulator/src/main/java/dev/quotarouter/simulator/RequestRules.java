package dev.quotarouter.simulator;

import dev.quotarouter.simulator.SimulatedModel.Feature;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What Google refuses although it can read it, in the order of the checks. */
final class RequestRules {
    private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,63}");
    private static final Set<String> MODES = Set.of("AUTO", "ANY", "NONE", "VALIDATED", "MODE_UNSPECIFIED");

    private RequestRules() {}

    /** {@return the answer to a request that the model cannot be asked} */
    static Optional<RawReply> complaint(SimulatedRequest request) {
        return Stream.<Function<SimulatedRequest, Optional<String>>>of(
                        RequestRules::capabilities,
                        ConversationRules::complaint,
                        RequestRules::declarations,
                        RequestRules::callingConfig,
                        KnobRules::serverTools,
                        RequestRules::numbers,
                        KnobRules::sampling,
                        KnobRules::thinking,
                        KnobRules::cache,
                        RequestRules::answerForm,
                        RequestRules::size)
                .map(rule -> rule.apply(request))
                .flatMap(Optional::stream)
                .findFirst()
                .map(message -> ErrorBody.invalidArgument(message).reply());
    }

    private static Optional<String> capabilities(SimulatedRequest request) {
        SimulatedModel model = request.model();
        // Google: even an empty system instruction is refused.
        if (!model.can(Feature.SYSTEM_TEXT) && request.body().has("systemInstruction")) {
            return Optional.of("Developer instruction is not enabled for models/" + model.name());
        }
        if (!model.can(Feature.TOOLS) && !request.declarations().isEmpty()) {
            return Optional.of("Function calling is not enabled for models/" + model.name());
        }
        if (!model.can(Feature.JSON)
                && (request.wantsJson() || request.answerSchema().isPresent())) {
            return Optional.of("JSON mode is not enabled for models/" + model.name());
        }
        if (!model.can(Feature.TOOLS_WITH_JSON)
                && request.wantsJson()
                && !request.declarations().isEmpty()) {
            return Optional.of("Function calling with a response mime type: 'application/json' is unsupported");
        }
        return Optional.empty();
    }

    private static Optional<String> declarations(SimulatedRequest request) {
        Set<String> names = new HashSet<>();
        for (JsonNode declaration : request.declarations()) {
            String name = declaration.path("name").asString("");
            if (!FUNCTION_NAME.matcher(name).matches()) {
                return Optional.of("Invalid function name. Must start with a letter or an underscore. Must be"
                        + " alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:) or dashes (-), with a"
                        + " maximum length of 64.");
            }
            if (!names.add(name)) {
                return Optional.of("Duplicate function declaration found: " + name);
            }
            if (declaration.has("parameters") && declaration.has("parametersJsonSchema")) {
                return Optional.of("parameters and parametersJsonSchema of " + name + " must not be set together.");
            }
            Optional<String> schema = SchemaRules.complaint(declaration.path("parameters"), name);
            if (schema.isPresent()) {
                return schema;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> callingConfig(SimulatedRequest request) {
        String mode = request.callingMode();
        if (!MODES.contains(mode)) {
            return Optional.of("Invalid value at 'tool_config.function_calling_config.mode'"
                    + " (type.googleapis.com/google.ai.generativelanguage.v1beta.FunctionCallingConfig.Mode), \""
                    + mode + "\"");
        }
        List<String> allowed = request.allowedFunctions();
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        if (!mode.equals("ANY") && !mode.equals("VALIDATED")) {
            return Optional.of(
                    "Allowed function names can only be set when function calling mode is ANY or VALIDATED.");
        }
        return allowed.stream()
                .filter(name -> !request.functions().contains(name))
                .findFirst()
                .map(name -> "Allowed function name " + name + " is not declared.");
    }

    private static Optional<String> numbers(SimulatedRequest request) {
        JsonNode config = request.config();
        double temperature = config.path("temperature").asDouble(1);
        if (temperature < 0 || temperature > 2) {
            return Optional.of("* GenerateContentRequest.generation_config.temperature: temperature must be in the"
                    + " range [0.0, 2.0].");
        }
        double topP = config.path("topP").asDouble(1);
        if (topP < 0 || topP > 1) {
            return Optional.of(
                    "* GenerateContentRequest.generation_config.top_p: top_p must be in the range [0.0," + " 1.0].");
        }
        if (config.path("stopSequences").size() > 5) {
            return Optional.of("* GenerateContentRequest.generation_config.stop_sequences: at most 5 stop sequences"
                    + " are allowed.");
        }
        if (config.path("maxOutputTokens").asLong(1) < 1) {
            return Optional.of("* GenerateContentRequest.generation_config.max_output_tokens: max_output_tokens must"
                    + " be positive.");
        }
        return Optional.empty();
    }

    private static Optional<String> answerForm(SimulatedRequest request) {
        JsonNode config = request.config();
        if (config.has("responseSchema") && (config.has("responseJsonSchema") || config.has("_responseJsonSchema"))) {
            return Optional.of("response_schema and response_json_schema must not be set together.");
        }
        if (request.answerSchema().isPresent()
                && config.path("responseMimeType").asString("").isEmpty()) {
            return Optional.of("A response schema needs the response mime type application/json or text/x.enum.");
        }
        return Optional.empty();
    }

    private static Optional<String> size(SimulatedRequest request) {
        long limit = request.model().inputTokenLimit();
        return request.inputTokens() <= limit
                ? Optional.empty()
                : Optional.of("The input token count (" + request.inputTokens()
                        + ") exceeds the maximum number of tokens allowed (" + limit + ").");
    }
}
