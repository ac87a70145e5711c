package dev.quotarouter.openai;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.RequestProblem;
import dev.quotarouter.internal.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Reads a request: its conversation, its tools, its options, its way. */
final class RequestReader {
    private final RequestFindings findings = new RequestFindings();

    /**
     * Reads the body of a request.
     *
     * @throws InvalidRequestException with all that is wrong
     */
    OpenAiRequest read(String json) {
        JsonMembers body = body(json);
        ChatRequest.Builder request = ChatRequest.builder(model(body.get("model")));
        request.messages(messages(body.get("messages")));
        new ToolsReader(body).read(request);
        new OptionsReader(body).read(request);
        new RoutingReader(body).read(request);
        boolean stream = body.get("stream").flag().orElse(false);
        boolean includeUsage = body.get("stream_options")
                .members()
                .map(RequestReader::includeUsage)
                .orElse(false);
        UnsupportedFields.read(body);
        body.refuseOthers();
        findings.throwIfAny();
        return new OpenAiRequest(request.build(), stream, includeUsage, findings.ignored());
    }

    private JsonMembers body(String json) {
        Optional<JsonMembers> body = new JsonField("", parsed(json), findings)
                .required("send one JSON object")
                .members();
        findings.throwIfAny();
        return body.orElseThrow();
    }

    private static JsonValue parsed(String json) {
        try {
            return JsonValue.parse(json);
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            throw new InvalidRequestException(List.of(new RequestProblem("", problem, "send one whole JSON object")));
        }
    }

    private static String model(JsonField field) {
        String model =
                field.required("name the model group that shall answer").text().orElse("unknown");
        if (model.isBlank()) {
            field.problem("is blank", "name the model group that shall answer");
            return "unknown";
        }
        return model;
    }

    private static List<ChatMessage> messages(JsonField field) {
        List<JsonField> items = field.required("send at least one message").items();
        if (field.isList() && items.isEmpty()) {
            field.problem("is empty", "send at least one message");
        }
        ConversationReader conversation = new ConversationReader();
        items.forEach(conversation::add);
        return conversation.messages();
    }

    private static boolean includeUsage(JsonMembers options) {
        boolean includeUsage = options.get("include_usage").flag().orElse(false);
        options.ignore("include_obfuscation");
        options.refuseOthers();
        return includeUsage;
    }
}
