package dev.quotarouter.simulator;

import dev.quotarouter.simulator.SimulatedModel.Feature;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Google refuses in the course of a conversation: roles, empty turns, calls without results. */
final class ConversationRules {
    private static final List<String> PART_DATA = List.of(
            "text",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult",
            "toolCall",
            "toolResponse");

    private ConversationRules() {}

    static Optional<String> complaint(SimulatedRequest request) {
        JsonNode contents = request.body().path("contents");
        if (contents.isEmpty()) {
            return Optional.of("* GenerateContentRequest.contents: contents is not specified\n");
        }
        for (int turn = 0; turn < contents.size(); turn++) {
            Optional<String> problem = turn(contents.path(turn), turn);
            if (problem.isEmpty()) {
                problem = functionTurns(contents, turn);
            }
            if (problem.isPresent()) {
                return problem;
            }
        }
        return request.model().can(Feature.SIGNED_CALLS) ? signatures(contents) : Optional.empty();
    }

    private static Optional<String> turn(JsonNode content, int turn) {
        String role = content.path("role").asString("user");
        if (role.equals("function")) {
            return Optional.of("Role 'function' is not supported. Please use a valid role: SYSTEM, SYSTEM_1, USER,"
                    + " USER_1, MODEL.");
        }
        if (!role.equals("user") && !role.equals("model")) {
            return Optional.of("Please use a valid role: user, model.");
        }
        String place = "* GenerateContentRequest.contents[" + turn + "].parts";
        if (content.path("parts").isEmpty()) {
            return Optional.of(place + ": contents.parts must not be empty.\n");
        }
        int index = 0;
        for (JsonNode part : content.path("parts")) {
            Optional<String> problem = part(part, place + "[" + index++ + "]");
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> part(JsonNode part, String place) {
        long data = PART_DATA.stream().filter(part::has).count();
        if (data > 1) {
            return Optional.of(place + ".data: oneof field 'data' is already set.\n");
        }
        if (data == 0 && !part.has("thoughtSignature")) {
            return Optional.of(place + ".data: required oneof field 'data' must have one initialized field\n");
        }
        for (String kind : List.of("functionCall", "functionResponse")) {
            if (part.has(kind) && part.path(kind).path("name").asString("").isEmpty()) {
                String field = kind.equals("functionCall") ? ".function_call" : ".function_response";
                return Optional.of(place + field + ".name: Name cannot be empty.\n");
            }
        }
        if (part.has("functionResponse") && !part.path("functionResponse").has("response")) {
            return Optional.of(place + ".function_response.response: response must be set.\n");
        }
        return Optional.empty();
    }

    private static Optional<String> functionTurns(JsonNode contents, int turn) {
        long calls = count(contents.path(turn), "functionCall");
        long responses = count(contents.path(turn), "functionResponse");
        long callsBefore = turn == 0 ? 0 : count(contents.path(turn - 1), "functionCall");
        if (responses > 0 && callsBefore == 0) {
            return Optional.of(
                    "Please ensure that function response turn comes immediately after a function call turn.");
        }
        if (callsBefore != responses) {
            return Optional.of("Please ensure that the number of function response parts is equal to the number of"
                    + " function call parts of the function call turn.");
        }
        if (calls > 0 && (turn == 0 || isModel(contents.path(turn - 1)))) {
            return Optional.of("Please ensure that function call turn comes immediately after a user turn or after a"
                    + " function response turn.");
        }
        return Optional.empty();
    }

    /** Google: since the last text of the user, the first call of each step must bring its signature back. */
    private static Optional<String> signatures(JsonNode contents) {
        for (int turn = startOfCurrentTurn(contents); turn < contents.size(); turn++) {
            Optional<JsonNode> firstCall = contents.path(turn)
                    .path("parts")
                    .valueStream()
                    .filter(part -> part.has("functionCall"))
                    .findFirst();
            if (firstCall.isPresent() && !firstCall.get().has("thoughtSignature")) {
                return Optional.of("Function call is missing a thought_signature in functionCall parts. This is"
                        + " required for tools to work correctly, and missing thought_signature may lead to degraded"
                        + " model performance. Additional data, function call `default_api:"
                        + firstCall.get().path("functionCall").path("name").asString() + "` , position " + (turn + 1)
                        + ". Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more"
                        + " details.");
            }
        }
        return Optional.empty();
    }

    private static int startOfCurrentTurn(JsonNode contents) {
        for (int turn = contents.size() - 1; turn >= 0; turn--) {
            JsonNode content = contents.path(turn);
            if (!isModel(content) && count(content, "text") > 0) {
                return turn;
            }
        }
        return 0;
    }

    private static boolean isModel(JsonNode content) {
        return content.path("role").asString("user").equals("model");
    }

    private static long count(JsonNode content, String kind) {
        return content.path("parts")
                .valueStream()
                .filter(part -> part.has(kind))
                .count();
    }
}
