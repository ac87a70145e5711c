package dev.quotarouter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A client that knows nothing but OpenAI's JSON, and echoes each reply's message as it came. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiToolLoopTest {
    private static final Instant CREATED = Instant.parse("2026-11-05T10:15:30Z");
    private static final ToolCall PARIS =
            new ToolCall("a1", "weather", "{\"city\": \"Paris\", \"at\": 1.50}", Optional.of("Zmlyc3Q="));
    private static final ToolCall LYON = new ToolCall("a2", "weather", "{\"city\": \"Lyon\"}");
    private static final ToolCall NOW = new ToolCall("b1", "now", "{}", Optional.of("c2Vjb25k"));

    private final List<String> messages = new ArrayList<>();

    @Test
    void three_steps_with_parallel_calls_and_signatures_lose_nothing() {
        messages.add("{\"role\": \"user\", \"content\": \"Where is it warmer?\"}");

        reply(PARIS, LYON);
        result("a2", "21");
        result("a1", "{\\\"celsius\\\": 19}");
        reply(new TextPart("One moment.", Optional.of("dGV4dA==")), NOW);
        result("b1", "noon");
        reply(new TextPart("In Lyon."));
        messages.add("{\"role\": \"user\", \"content\": \"Thanks\"}");

        assertThat(request().messages())
                .containsExactly(
                        ChatMessage.user("Where is it warmer?"),
                        new ChatMessage(Role.ASSISTANT, List.of(PARIS, LYON)),
                        ChatMessage.toolResults(
                                new ToolResult("a2", "weather", "21"),
                                new ToolResult("a1", "weather", "{\"celsius\": 19}")),
                        new ChatMessage(
                                Role.ASSISTANT, List.of(new TextPart("One moment.", Optional.of("dGV4dA==")), NOW)),
                        ChatMessage.toolResults(new ToolResult("b1", "now", "noon")),
                        ChatMessage.assistant("In Lyon."),
                        ChatMessage.user("Thanks"));
    }

    @Test
    void calls_of_a_stream_are_the_calls_of_the_reply() {
        OpenAiStreamWriter stream = new OpenAiStreamWriter("gpt-4", CREATED, false);
        List<String> calls = new ArrayList<>();
        for (ChatChunk chunk : List.of(ChatChunk.of(PARIS), ChatChunk.of(LYON))) {
            stream.write(chunk).forEach(json -> calls.add(firstCall(json)));
        }
        messages.add("{\"role\": \"user\", \"content\": \"Where is it warmer?\"}");
        messages.add("{\"role\": \"assistant\", \"tool_calls\": [" + String.join(", ", calls) + "]}");

        assertThat(request().messages().get(1).parts()).containsExactly(PARIS, LYON);
    }

    private ChatRequest request() {
        return OpenAiChat.readRequest("""
                        {"model": "gpt-4", "messages": [%s], "tools": [
                          {"type": "function", "function": {"name": "now"}},
                          {"type": "function", "function": {"name": "weather"}}]}
                        """.formatted(String.join(", ", messages)))
                .request();
    }

    private void reply(Part... parts) {
        assertThat(request().messages()).isNotEmpty();
        ChatResponse response = ChatResponse.builder(new ChatMessage(Role.ASSISTANT, List.of(parts)))
                .build();
        messages.add(Json.text(OpenAiChat.writeResponse(response, "gpt-4", CREATED), "choices", "0", "message"));
    }

    private void result(String callId, String content) {
        messages.add("{\"role\": \"tool\", \"tool_call_id\": \"" + callId + "\", \"content\": \"" + content + "\"}");
    }

    private static String firstCall(String chunk) {
        return Json.text(chunk, "choices", "0", "delta", "tool_calls", "0");
    }
}
