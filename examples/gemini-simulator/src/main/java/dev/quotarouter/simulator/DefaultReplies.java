package dev.quotarouter.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the simulated model says of its own accord.
 *
 * <p>It calls a function when it must, or when the last text of the user has the function's name or a word of four
 * letters or more of it ("What is the weather in Paris?" calls {@code get_weather}). It reports the results of
 * functions, follows a schema in JSON mode, and repeats what was said otherwise.
 */
final class DefaultReplies implements Function<SimulatedRequest, SimulatedReply> {
    @Override
    public SimulatedReply apply(SimulatedRequest request) {
        List<JsonNode> results = request.lastFunctionResponses();
        String text = request.lastText();
        List<JsonNode> calls =
                results.isEmpty() || request.callingMode().equals("ANY") ? functionsToCall(request, text) : List.of();
        if (!calls.isEmpty()) {
            return calling(calls, text);
        }
        if (request.wantsJson()) {
            return SimulatedReply.text(json(request, text));
        }
        return SimulatedReply.text(results.isEmpty() ? "You said: " + text : report(results));
    }

    private static ModelReply calling(List<JsonNode> declarations, String text) {
        ModelReply reply = ModelReply.EMPTY;
        for (JsonNode declaration : declarations) {
            JsonNode arguments = new SchemaSample(parameters(declaration), text).value();
            reply = reply.plus(new ReplyPart.Call(declaration.path("name").asString(), (ObjectNode) arguments));
        }
        return reply;
    }

    private static List<JsonNode> functionsToCall(SimulatedRequest request, String text) {
        String mode = request.callingMode();
        if (mode.equals("NONE")) {
            return List.of();
        }
        List<String> allowed = request.allowedFunctions();
        List<JsonNode> callable = request.declarations().stream()
                .filter(declaration -> allowed.isEmpty()
                        || allowed.contains(declaration.path("name").asString()))
                .toList();
        List<JsonNode> asked = callable.stream()
                .filter(declaration -> asksFor(declaration.path("name").asString(), text))
                .toList();
        return asked.isEmpty() && mode.equals("ANY") ? callable.subList(0, Math.min(1, callable.size())) : asked;
    }

    private static boolean asksFor(String function, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(function.toLowerCase(Locale.ROOT))
                || Arrays.stream(function.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                        .anyMatch(word -> word.length() >= 4 && lower.contains(word));
    }

    private static String report(List<JsonNode> results) {
        return String.join(
                " ",
                results.stream()
                        .map(result ->
                                "According to " + result.path("name").asString() + ": " + result.path("response") + ".")
                        .toList());
    }

    private static String json(SimulatedRequest request, String text) {
        return request.answerSchema()
                .map(schema -> new SchemaSample(schema, text).value())
                .orElseGet(() -> tools.jackson.databind.node.JsonNodeFactory.instance
                        .objectNode()
                        .put("text", text))
                .toString();
    }

    /** {@return an object schema in any case: arguments are an object} */
    private static JsonNode parameters(JsonNode declaration) {
        JsonNode schema = declaration.has("parameters")
                ? declaration.path("parameters")
                : declaration.path("parametersJsonSchema");
        ObjectNode object = schema instanceof ObjectNode given
                ? given.deepCopy()
                : tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        return object.put("type", "object");
    }
}
