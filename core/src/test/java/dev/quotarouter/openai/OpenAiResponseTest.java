package dev.quotarouter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.Candidate;
import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.TokenLogprob;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.ToolCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiResponseTest {
    private static final Instant CREATED = Instant.parse("2026-11-05T10:15:30.5Z");
    private static final ToolCall CALL = new ToolCall("1", "weather", "{\"city\": \"Köln\"}", Optional.of("c2ln"));

    private static String write(ChatResponse.Builder response) {
        return OpenAiChat.writeResponse(response.build(), "gpt-4", CREATED);
    }

    private static String write(Part... parts) {
        return write(ChatResponse.builder(new ChatMessage(Role.ASSISTANT, List.of(parts))));
    }

    private static String write(Grounding grounding, String text) {
        Candidate candidate =
                new Candidate(ChatMessage.assistant(text), FinishReason.STOP, "STOP", grounding, List.of(), List.of());
        return write(ChatResponse.builder(List.of(candidate)));
    }

    @Test
    void a_reply_is_a_chat_completion() {
        String json = write(ChatResponse.builder(ChatMessage.assistant("Hi"))
                .id(Optional.of("abc"))
                .model("gemini-2.5-pro")
                .finishReason(FinishReason.STOP, "STOP")
                .usage(new TokenUsage(10, 20, 30, 4, 5, 65)));

        assertThat(json)
                .isEqualTo("{\"id\":\"chatcmpl-abc\",\"object\":\"chat.completion\",\"created\":1793873730,"
                        + "\"model\":\"gpt-4\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"Hi\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\","
                        + "\"native_finish_reason\":\"STOP\"}],\"usage\":{\"prompt_tokens\":15,"
                        + "\"completion_tokens\":50,\"total_tokens\":65,\"prompt_tokens_details\":"
                        + "{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":30}}}");
    }

    @Test
    void a_reply_without_an_id_gets_one_and_without_a_count_tells_none() {
        String json = write(new TextPart("Hi"));

        assertThat(Json.at(json, "id")).asString().matches("chatcmpl-[a-z0-9]+");
        assertThat(Json.names(json, "usage")).isEmpty();
    }

    @Test
    void calls_alone_have_no_content() {
        String json = write(CALL, new ToolCall("2", "now", "{}"));

        assertThat(Json.names(json, "choices[0].message")).containsExactly("role", "content", "refusal", "tool_calls");
        assertThat(Json.at(json, "choices[0].message.content")).isNull();
        assertThat(Json.at(json, "choices[0].message.tool_calls[0]"))
                .isEqualTo(Map.of(
                        "id",
                        "1",
                        "type",
                        "function",
                        "function",
                        Map.of("name", "weather", "arguments", "{\"city\": \"Köln\"}"),
                        "extra_content",
                        Map.of("google", Map.of("thought_signature", "c2ln"))));
        assertThat(Json.names(json, "choices[0].message.tool_calls[1]")).containsExactly("id", "type", "function");
    }

    @Test
    void a_reply_that_says_nothing_has_empty_content() {
        assertThat(Json.at(write(), "choices[0].message.content")).isEqualTo("");
    }

    @Test
    void thoughts_stand_apart() {
        String json = write(new ThoughtPart("Hm. "), new ThoughtPart("So."), new TextPart("Hi"));

        assertThat(Json.at(json, "choices[0].message.reasoning_content")).isEqualTo("Hm. So.");
        assertThat(Json.at(json, "choices[0].message.content")).isEqualTo("Hi");
    }

    @Test
    void pictures_stand_apart() {
        String json = write(new TextPart("Here:"), new DataPart("image/png", new byte[] {1, 2, 3, 4}));

        assertThat(Json.at(json, "choices[0].message.images[0].image_url.url"))
                .isEqualTo("data:image/png;base64,AQIDBA==");
    }

    @Test
    void every_reply_is_a_choice() {
        String json = write(ChatResponse.builder(List.of(
                new Candidate(ChatMessage.assistant("a"), FinishReason.STOP, ""),
                new Candidate(ChatMessage.assistant("b"), FinishReason.MAX_TOKENS, ""))));

        assertThat(Json.at(json, "choices[1].index")).isEqualTo(1L);
        assertThat(Json.at(json, "choices[1].message.content")).isEqualTo("b");
        assertThat(Json.at(json, "choices[1].finish_reason")).isEqualTo("length");
        assertThat(Json.names(json, "choices[1]")).doesNotContain("native_finish_reason");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop, tool_calls",
        "TOOL_CALLS, stop, tool_calls",
        "MAX_TOKENS, length, length",
        "CONTENT_FILTER, content_filter, content_filter",
        "OTHER, stop, tool_calls",
    })
    void why_it_ended_is_said_in_openais_words(FinishReason reason, String word, String wordWithCalls) {
        ChatResponse.Builder plain = ChatResponse.builder(ChatMessage.assistant("Hi"));
        ChatResponse.Builder calling = ChatResponse.builder(new ChatMessage(Role.ASSISTANT, List.of(CALL)));

        assertThat(Json.at(write(plain.finishReason(reason, "")), "choices[0].finish_reason"))
                .isEqualTo(word);
        assertThat(Json.at(write(calling.finishReason(reason, "")), "choices[0].finish_reason"))
                .isEqualTo(wordWithCalls);
    }

    @Test
    void probabilities_come_with_the_bytes_of_their_tokens() {
        TokenLogprob token =
                new TokenLogprob("ö", -0.25, List.of(new TokenLogprob("o", Double.NEGATIVE_INFINITY, List.of())));
        String json = write(ChatResponse.builder(List.of(new Candidate(
                ChatMessage.assistant("ö"), FinishReason.STOP, "", Grounding.NONE, List.of(token), List.of()))));

        assertThat(Json.at(json, "choices[0].logprobs.content[0]"))
                .isEqualTo(Map.of(
                        "token",
                        "ö",
                        "logprob",
                        -0.25,
                        "bytes",
                        List.of(195L, 182L),
                        "top_logprobs",
                        List.of(Map.of("token", "o", "logprob", -9999.0, "bytes", List.of(111L)))));
    }

    @Test
    void citations_are_counted_in_characters() {
        // In bytes the second sentence goes from 7 to 17: é has two, the face four.
        String text = "Été. 😀 is happy.";
        Grounding grounding = new Grounding(
                List.of("summer"),
                List.of(new Grounding.Source("https://a.example", "A"), new Grounding.Source("https://b.example", "")),
                List.of(new Grounding.Support("😀 is happy.", 7, 21, List.of(1, 7))),
                List.of(),
                List.of(new Grounding.Citation(0, 6, "https://c.example", "CC0"), new Grounding.Citation(0, 1, "", "")),
                Optional.empty());

        assertThat(Json.at(write(grounding, text), "choices[0].message.annotations"))
                .isEqualTo(List.of(citation(5, 16, "https://b.example", ""), citation(0, 4, "https://c.example", "")));
    }

    @Test
    void a_source_that_no_piece_refers_to_is_cited_by_the_whole() {
        Grounding grounding = new Grounding(
                List.of(),
                List.of(new Grounding.Source("https://a.example", "A")),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());

        assertThat(Json.at(write(grounding, "Summer"), "choices[0].message.annotations"))
                .isEqualTo(List.of(citation(0, 6, "https://a.example", "A")));
    }

    private static Map<String, Object> citation(long start, long end, String url, String title) {
        return Map.of(
                "type",
                "url_citation",
                "url_citation",
                Map.of("start_index", start, "end_index", end, "url", url, "title", title));
    }
}
