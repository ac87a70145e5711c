package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.ToolCall;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiReplyTest {
    private final GeminiServer gemini = new GeminiServer();

    @AfterEach
    void close() {
        gemini.close();
    }

    private static String candidate(String finish, String parts) {
        return """
            {"candidates":[{"content":{"role":"model","parts":[%s]},"finishReason":"%s"}]}""".formatted(parts, finish);
    }

    @Test
    void a_reply_brings_text_usage_model_and_id() {
        ChatResponse response = gemini.reply(GeminiServer.OK);

        assertThat(response.text()).isEqualTo("Hello.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage()).isEqualTo(new TokenUsage(4, 2, 0, 0, 0, 6));
        assertThat(response.model()).isEqualTo("gemini-2.5-flash");
        assertThat(response.id()).contains("r-1");
    }

    @Test
    void counts_may_be_texts_and_absent_ones_are_zero() {
        String body = candidate("STOP", "{\"text\":\"x\"}").replaceFirst("\\}$", "")
                + ",\"usageMetadata\":{\"promptTokenCount\":\"12\",\"thoughtsTokenCount\":3}}";

        assertThat(gemini.reply(body).usage()).isEqualTo(new TokenUsage(12, 0, 3, 0, 0, 0));
    }

    @Test
    void thoughts_are_left_out_and_a_signature_stays_in_its_part() {
        ChatResponse response = gemini.reply(candidate("STOP", """
            {"text":"hm","thought":true},{"text":"a"},{"text":"b"},{"text":"","thoughtSignature":"c2ln"}"""));

        assertThat(response.message().parts())
                .containsExactly(new TextPart("ab"), new TextPart("", Optional.of("c2ln")));
    }

    @Test
    void calls_keep_id_and_signature_and_get_an_id_where_they_have_none() {
        ChatResponse response = gemini.reply(candidate("STOP", """
            {"functionCall":{"id":"x1","name":"a","args":{"n":1.50}},"thoughtSignature":"c2ln"},
            {"functionCall":{"name":"b"}}"""));

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls().get(0)).isEqualTo(new ToolCall("x1", "a", "{\"n\":1.50}", Optional.of("c2ln")));
        assertThat(response.toolCalls().get(1).argumentsJson()).isEqualTo("{}");
        assertThat(ToolCallIds.isMadeUp(response.toolCalls().get(1).id())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "MAX_TOKENS, MAX_TOKENS",
        "SAFETY, CONTENT_FILTER",
        "RECITATION, CONTENT_FILTER",
        "SPII, CONTENT_FILTER",
        "OTHER, OTHER",
        "NEW_IN_2027, OTHER"
    })
    void a_reason_to_finish_is_translated(String theirs, FinishReason ours) {
        ChatResponse response = gemini.reply(candidate(theirs, "{\"text\":\"x\"}"));

        assertThat(response.finishReason()).isEqualTo(ours);
        assertThat(response.providerFinishReason()).isEqualTo(theirs);
    }

    @ParameterizedTest
    @CsvSource({
        "SAFETY, CONTENT_BLOCKED",
        "PROHIBITED_CONTENT, CONTENT_BLOCKED",
        "BLOCKLIST, CONTENT_BLOCKED",
        "MALFORMED_FUNCTION_CALL, MALFORMED_TOOL_CALL",
        "UNEXPECTED_TOOL_CALL, MALFORMED_TOOL_CALL",
        "MALFORMED_RESPONSE, MALFORMED_RESPONSE",
        "OTHER, MALFORMED_RESPONSE"
    })
    void a_candidate_without_content_is_a_failure(String reason, FailureKind kind) {
        String body = "{\"candidates\":[{\"finishReason\":\"" + reason + "\"}]}";

        assertThat(gemini.failure(200, body).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}",
                "{\"candidates\":[],\"promptFeedback\":{\"blockReason\":\"OTHER\"}}"
            })
    void a_blocked_prompt_is_a_failure(String body) {
        assertThat(gemini.failure(200, body).kind()).isEqualTo(FailureKind.CONTENT_BLOCKED);
    }

    @Test
    void thinking_may_use_up_all_tokens() {
        ChatResponse response =
                gemini.reply("{\"candidates\":[{\"content\":{\"role\":\"model\"},\"finishReason\":\"MAX_TOKENS\"}]}");

        assertThat(response.text()).isEmpty();
        assertThat(response.finishReason()).isEqualTo(FinishReason.MAX_TOKENS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "[]",
                "{\"candidates\":[]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"te",
                "<html>Sign in</html>",
                "{\"candidates\":[{}]}"
            })
    void what_is_no_reply_is_malformed(String body) {
        assertThat(gemini.failure(200, body).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }
}
