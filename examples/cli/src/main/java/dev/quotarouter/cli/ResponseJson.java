package dev.quotarouter.cli;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.ToolCall;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A response as JSON: the message, why it ended, what it cost, and the attempts that led to it. Has no state. */
final class ResponseJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ResponseJson() {}

    static String of(ChatResponse response) {
        ObjectNode root = JSON.createObjectNode();
        response.id().ifPresent(id -> root.put("id", id));
        root.put("model", response.model());
        ObjectNode message = root.putObject("message").put("role", "assistant").put("content", response.text());
        ArrayNode calls = message.putArray("tool_calls");
        response.toolCalls().forEach(call -> add(call, calls.addObject()));
        root.put("finish_reason", response.finishReason().name().toLowerCase(Locale.ROOT));
        root.put("provider_finish_reason", response.providerFinishReason());
        add(response.usage(), root.putObject("usage"));
        ArrayNode attempts = root.putArray("attempts");
        response.attempts().forEach(attempt -> add(attempt, attempts.addObject()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void add(ToolCall call, ObjectNode node) {
        node.put("id", call.id()).put("name", call.name()).set("arguments", JSON.readTree(call.argumentsJson()));
    }

    private static void add(TokenUsage usage, ObjectNode node) {
        node.put("input_tokens", usage.inputTokens())
                .put("output_tokens", usage.outputTokens())
                .put("thought_tokens", usage.thoughtTokens())
                .put("cached_input_tokens", usage.cachedInputTokens())
                .put("tool_input_tokens", usage.toolInputTokens())
                .put("total_tokens", usage.totalTokens());
    }

    private static void add(Attempt attempt, ObjectNode node) {
        node.put("deployment", attempt.deployment())
                .put("model", attempt.model())
                .put("started_at", attempt.startedAt().toString())
                .put("duration_ms", attempt.duration().toMillis())
                .put("input_tokens", attempt.inputTokens());
        attempt.failure()
                .ifPresent(kind -> node.put("failure", kind.name().toLowerCase(Locale.ROOT))
                        .put("message", attempt.message()));
    }
}
