package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quotarouter.chat.Candidate;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.SafetyRating;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.TokenLogprob;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.provider.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = {"functionCall", "executableCode", "codeExecutionResult", "inlineData", "videoMetadata"})
    void a_member_that_is_null_is_not_there(String member) {
        assertThat(gemini.reply(candidate("STOP", "{\"text\":\"x\",\"%s\":null}".formatted(member)))
                        .message()
                        .parts())
                .containsExactly(new TextPart("x"));
        assertThat(gemini.failure(200, candidate("STOP", "{\"text\":\"\",\"%s\":null}".formatted(member)))
                        .kind())
                .isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    @Test
    void thoughts_stand_apart_and_a_signature_stays_in_its_part() {
        ChatResponse response = gemini.reply(candidate("STOP", """
            {"text":"h","thought":true},{"text":"m","thought":true},
            {"text":"a"},{"text":"b"},{"text":"","thoughtSignature":"c2ln"}"""));

        assertThat(response.message().parts())
                .containsExactly(new ThoughtPart("hm"), new TextPart("ab"), new TextPart("", Optional.of("c2ln")));
        assertThat(response.text()).isEqualTo("ab");
        assertThat(response.thoughts()).isEqualTo("hm");
    }

    @Test
    void data_comes_unpacked_with_its_signature_and_what_stands_beside_it() {
        ChatResponse response = gemini.reply(candidate("STOP", """
            {"inlineData":{"mimeType":"image/png","data":"aGk="},"thoughtSignature":"c2ln"},
            {"inlineData":{"mimeType":"none","data":"-_8"}},
            {"fileData":{"mimeType":"video/mp4","fileUri":"https://host/files/1"},"videoMetadata":{"fps":2.50}}"""));

        assertThat(response.message().parts())
                .containsExactly(
                        new DataPart("image/png", "hi".getBytes(StandardCharsets.UTF_8)).withSignature("c2ln"),
                        new DataPart("application/octet-stream", new byte[] {(byte) 0xfb, (byte) 0xff}),
                        new FilePart("https://host/files/1", "video/mp4")
                                .withOptions("{\"videoMetadata\":{\"fps\":2.50}}"));
    }

    @Test
    void programs_that_Gemini_ran_come_with_their_results() {
        ChatResponse response = gemini.reply(candidate("STOP", """
            {"executableCode":{"id":"c","language":"PYTHON","code":"print(1)"},"thoughtSignature":"c2ln"},
            {"codeExecutionResult":{"id":"c","outcome":"OUTCOME_OK","output":"1\\n"}},{"text":"One."}"""));

        assertThat(response.message().parts())
                .containsExactly(
                        new CodePart("c", "PYTHON", "print(1)", Optional.of("c2ln")),
                        new CodeResultPart("c", "OUTCOME_OK", "1\n", Optional.empty()),
                        new TextPart("One."));
    }

    @Test
    void what_has_no_name_of_ours_is_kept_as_it_came() {
        ChatResponse response = gemini.reply(candidate("STOP", """
            {"thoughtSignature":"c2ln","toolCall":{"id":"t","toolType":"GOOGLE_SEARCH_WEB","args":{"q":["x",1.0]}}},
            {"toolResponse":{"id":"t"}},
            {"inlineData":{"mimeType":"image/png","data":"aGk="},"thought":true},
            {"newIn2027":[null]}"""));

        assertThat(response.message().parts())
                .extracting(part -> ((ProviderPart) part).json())
                .containsExactly(
                        "{\"toolCall\":{\"id\":\"t\",\"toolType\":\"GOOGLE_SEARCH_WEB\",\"args\":{\"q\":[\"x\",1.0]}},\"thoughtSignature\":\"c2ln\"}",
                        "{\"toolResponse\":{\"id\":\"t\"}}",
                        "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"aGk=\"},\"thought\":true}",
                        "{\"newIn2027\":[null]}");
    }

    @Test
    void all_candidates_come_in_the_order_of_their_index() {
        ChatResponse response = gemini.reply("""
            {"candidates":[{"index":1,"content":{"parts":[{"text":"b"}]},"finishReason":"MAX_TOKENS"},
             {"index":0,"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"},
             {"index":2,"finishReason":"SAFETY"}]}""");

        assertThat(response.candidates())
                .extracting(candidate -> candidate.message().text(), Candidate::finishReason)
                .containsExactly(
                        tuple("a", FinishReason.STOP),
                        tuple("b", FinishReason.MAX_TOKENS),
                        tuple("", FinishReason.CONTENT_FILTER));
    }

    @Test
    void a_reply_says_what_it_rests_on() {
        ChatResponse response = gemini.reply("""
            {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP",
              "groundingMetadata":{"webSearchQueries":["q"],"imageSearchQueries":["i"],
                "searchEntryPoint":{"renderedContent":"<p>"},
                "groundingChunks":[{"web":{"uri":"u0","title":"t0"}},{},{"retrievedContext":{"title":"t2"}},
                  {"image":{"sourceUri":"u3"}}],
                "groundingSupports":[{"segment":{"startIndex":1,"endIndex":"5","text":"s"},
                  "groundingChunkIndices":[0,3,9],"confidenceScores":[0.5]}]},
              "citationMetadata":{"citationSources":[{"startIndex":2,"endIndex":7,"uri":"c","license":"mit"}]},
              "urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"r","urlRetrievalStatus":"URL_RETRIEVAL_STATUS_SUCCESS"}]},
              "safetyRatings":[{"category":"HARM_CATEGORY_HARASSMENT","probability":"LOW","blocked":true}],
              "logprobsResult":{"chosenCandidates":[{"token":"x","tokenId":7,"logProbability":-0.5},{"token":"y"}],
                "topCandidates":[{"candidates":[{"token":"z","logProbability":"-1.25"}]}]}}]}""");

        assertThat(response.grounding())
                .isEqualTo(new Grounding(
                        List.of("q", "i"),
                        List.of(
                                new Grounding.Source("u0", "t0"),
                                new Grounding.Source("", ""),
                                new Grounding.Source("", "t2"),
                                new Grounding.Source("u3", "")),
                        List.of(new Grounding.Support("s", 1, 5, List.of(0, 3))),
                        List.of(new Grounding.RetrievedUrl("r", "URL_RETRIEVAL_STATUS_SUCCESS")),
                        List.of(new Grounding.Citation(2, 7, "c", "mit")),
                        Optional.of("<p>")));
        assertThat(response.candidates().get(0).safetyRatings())
                .containsExactly(new SafetyRating("HARM_CATEGORY_HARASSMENT", "LOW", true));
        assertThat(response.candidates().get(0).logprobs())
                .containsExactly(
                        new TokenLogprob("x", -0.5, List.of(new TokenLogprob("z", -1.25, List.of()))),
                        new TokenLogprob("y", 0, List.of()));
    }

    @Test
    void all_kinds_of_tokens_are_counted_and_no_count_is_absurd() {
        ChatResponse response =
                gemini.reply(candidate("STOP", "{\"text\":\"x\"}").replaceFirst("\\}$", "") + """
            ,"usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":4,"candidatesTokenCount":3,
             "thoughtsTokenCount":2,"toolUsePromptTokenCount":5,"totalTokenCount":99999999999999999999999}}""");

        TokenUsage usage = response.usage();
        assertThat(usage).isEqualTo(new TokenUsage(10, 3, 2, 4, 5, usage.totalTokens()));
        assertThat(usage.totalTokens()).isBetween(1_000_000_000_000L, Long.MAX_VALUE / 1000);
    }

    @Test
    void an_array_around_it_and_names_with_underscores_make_no_difference() {
        ChatResponse response = gemini.reply("""
            [{"candidates":[{"content":{"parts":[{"function_call":{"name":"f"},"thought_signature":"s"}]},
              "finish_reason":"STOP","url_context_metadata":{"url_metadata":[{"retrieved_url":"r"}]}}],
              "usage_metadata":{"prompt_token_count":3},"model_version":"m","response_id":"i"}]""");

        assertThat(response.toolCalls().get(0).signature()).contains("s");
        assertThat(response.grounding().retrievedUrls()).containsExactly(new Grounding.RetrievedUrl("r", ""));
        assertThat(response.usage().inputTokens()).isEqualTo(3);
        assertThat(response.model()).isEqualTo("m");
        assertThat(response.id()).contains("i");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"text\":\"\"}", "{\"text\":\"hm\",\"thought\":true}", "{}", "null", "7"})
    void a_reply_that_says_nothing_fails(String parts) {
        Failure failure = gemini.failure(200, candidate("STOP", parts));

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertThat(failure.message()).isEqualTo("an empty reply");
    }

    @Test
    void a_signature_alone_is_a_reply() {
        ChatResponse response = gemini.reply(candidate("STOP", "{\"thoughtSignature\":\"c2ln\"}"));

        assertThat(response.message().parts()).containsExactly(new TextPart("", Optional.of("c2ln")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"functionCall\":{}}",
                "{\"functionCall\":7}",
                "{\"text\":\"x\"},{\"functionCall\":{\"name\":\"f\",\"args\":\"x\"}}"
            })
    void a_call_that_cannot_be_made_fails(String parts) {
        assertThat(gemini.failure(200, candidate("STOP", parts)).kind()).isEqualTo(FailureKind.MALFORMED_TOOL_CALL);
    }

    @Test
    void a_reply_may_lack_the_reason_to_finish() {
        ChatResponse response = gemini.reply(candidate("FINISH_REASON_UNSPECIFIED", "{\"text\":\"x\"}"));

        assertThat(response.text()).isEqualTo("x");
        assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
    }

    @Test
    void a_signature_that_is_missing_is_one_that_was_rejected() {
        assertThat(gemini.failure(200, candidate("MISSING_THOUGHT_SIGNATURE", ""))
                        .kind())
                .isEqualTo(FailureKind.SIGNATURE_REJECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"code\":503,\"message\":\"m\"}} | OVERLOADED",
                "[{\"error\":{\"code\":\"429\",\"message\":\"m\"}}] | THROTTLED",
                "{\"error\":{\"status\":\"UNAVAILABLE\"}} | OVERLOADED",
                "{\"error\":{\"code\":14,\"message\":\"m\"}} | SERVER_ERROR",
                "{\"error\":\"m\"} | SERVER_ERROR",
            })
    void an_error_under_status_200_is_an_error(String body, FailureKind kind) {
        assertThat(gemini.failure(200, body).kind()).isEqualTo(kind);
    }

    @Test
    void an_error_that_is_null_is_none() {
        String body = candidate("STOP", "{\"text\":\"x\"}").replaceFirst("\\}$", "") + ",\"error\":null}";

        assertThat(gemini.reply(body).text()).isEqualTo("x");
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
                "{\"candidates\":[{}]}",
                "[[{}]]",
                "{\"candidates\":7}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"*\"}}]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"A\"}}]}}]}"
            })
    void what_is_no_reply_is_malformed(String body) {
        assertThat(gemini.failure(200, body).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }
}
