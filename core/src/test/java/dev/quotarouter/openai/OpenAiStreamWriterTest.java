package dev.quotarouter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.TokenLogprob;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiStreamWriterTest {
    private static final Instant CREATED = Instant.parse("2026-11-05T10:15:30.5Z");
    private static final String HEAD =
            "{\"id\":\"chatcmpl-abc\",\"object\":\"chat.completion.chunk\",\"created\":1793873730,\"model\":\"gpt-4\",";

    private final OpenAiStreamWriter writer = new OpenAiStreamWriter("gpt-4", CREATED, false);

    private List<String> write(ChatChunk... chunks) {
        List<String> texts = new ArrayList<>();
        for (ChatChunk chunk : chunks) {
            texts.addAll(writer.write(chunk));
        }
        return texts;
    }

    private static ChatChunk first(Part... parts) {
        return chunk(0, Optional.of("abc"), Grounding.NONE, parts);
    }

    private static ChatChunk chunk(int candidate, Optional<String> id, Grounding grounding, Part... parts) {
        return new ChatChunk(
                candidate,
                List.of(parts),
                Optional.empty(),
                "",
                grounding,
                List.of(),
                List.of(),
                TokenUsage.UNKNOWN,
                "",
                id);
    }

    @Test
    void a_stream_has_a_role_then_texts_then_an_end() {
        assertThat(write(
                        first(new TextPart("Hel")),
                        ChatChunk.of(new TextPart("lo")).finished(FinishReason.STOP, "STOP", TokenUsage.UNKNOWN)))
                .containsExactly(
                        HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"},"
                                + "\"logprobs\":null,\"finish_reason\":null}]}",
                        HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},"
                                + "\"logprobs\":null,\"finish_reason\":null}]}",
                        HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,"
                                + "\"finish_reason\":\"stop\",\"native_finish_reason\":\"STOP\"}]}");
        assertThat(writer.finish()).isEmpty();
    }

    @Test
    void the_cost_is_told_last_and_once() {
        OpenAiStreamWriter telling = new OpenAiStreamWriter("gpt-4", CREATED, true);

        List<String> said = telling.write(first(new TextPart("Hi")).withUsage(new TokenUsage(1, 1, 0, 0, 0, 2)));
        telling.write(ChatChunk.of().finished(FinishReason.STOP, "STOP", new TokenUsage(1, 5, 0, 0, 0, 6)));

        assertThat(said).singleElement().asString().endsWith(",\"usage\":null}");
        assertThat(telling.finish())
                .containsExactly(HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":5,"
                        + "\"total_tokens\":6,\"prompt_tokens_details\":{\"cached_tokens\":0},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":0}}}");
    }

    @Test
    void a_chunk_that_says_nothing_is_not_written() {
        write(first(new TextPart("Hi")));

        assertThat(write(ChatChunk.of().withUsage(new TokenUsage(1, 1, 0, 0, 0, 2))))
                .isEmpty();
    }

    @Test
    void calls_are_numbered_over_the_whole_stream_and_keep_their_signatures() {
        List<String> texts = write(
                first(new ToolCall("1", "f", "{}", Optional.of("c2ln"))),
                ChatChunk.of(new ToolCall("2", "g", "{\"a\": 1}"), new ToolCall("3", "h", "{}")),
                ChatChunk.of(new TextPart("", Optional.of("dGFpbA==")))
                        .finished(FinishReason.STOP, "STOP", TokenUsage.UNKNOWN));

        assertThat(Json.at(texts.get(0), "choices[0].delta.tool_calls[0]"))
                .isEqualTo(Map.of(
                        "index",
                        0L,
                        "id",
                        "1",
                        "type",
                        "function",
                        "function",
                        Map.of("name", "f", "arguments", "{}"),
                        "extra_content",
                        Map.of("google", Map.of("thought_signature", "c2ln"))));
        assertThat(Json.at(texts.get(1), "choices[0].delta.tool_calls[0].index"))
                .isEqualTo(1L);
        assertThat(Json.at(texts.get(1), "choices[0].delta.tool_calls[1].index"))
                .isEqualTo(2L);
        assertThat(Json.at(texts.get(2), "choices[0].delta"))
                .isEqualTo(Map.of("extra_content", Map.of("google", Map.of("thought_signature", "dGFpbA=="))));
        assertThat(Json.at(texts.get(3), "choices[0].finish_reason")).isEqualTo("tool_calls");
    }

    @Test
    void several_replies_each_have_their_own_role_and_end() {
        List<String> texts = write(
                first(new TextPart("a")),
                chunk(1, Optional.empty(), Grounding.NONE, new TextPart("b"))
                        .finished(FinishReason.MAX_TOKENS, "MAX_TOKENS", TokenUsage.UNKNOWN));

        assertThat(texts).hasSize(3);
        assertThat(Json.at(texts.get(1), "choices[0].index")).isEqualTo(1L);
        assertThat(Json.at(texts.get(1), "choices[0].delta")).isEqualTo(Map.of("role", "assistant", "content", "b"));
        assertThat(Json.at(texts.get(2), "choices[0].finish_reason")).isEqualTo("length");
        assertThat(Json.at(texts.get(2), "id")).isEqualTo("chatcmpl-abc");
    }

    @Test
    void thoughts_and_probabilities_come_as_they_are_told() {
        ChatChunk probable = new ChatChunk(
                0,
                List.of(new TextPart("Hi")),
                Optional.empty(),
                "",
                Grounding.NONE,
                List.of(new TokenLogprob("Hi", -0.5, List.of())),
                List.of(),
                TokenUsage.UNKNOWN,
                "",
                Optional.empty());

        List<String> texts = write(first(new ThoughtPart("Hm.")), probable);

        assertThat(Json.at(texts.get(0), "choices[0].delta.reasoning_content")).isEqualTo("Hm.");
        assertThat(Json.at(texts.get(1), "choices[0].logprobs.content[0].token"))
                .isEqualTo("Hi");
    }

    @Test
    void a_citation_is_counted_from_the_beginning_of_the_reply() {
        Grounding grounding = new Grounding(
                List.of(),
                List.of(new Grounding.Source("https://a.example", "A")),
                List.of(new Grounding.Support("chaud", 5, 10, List.of(0))),
                List.of(),
                List.of(),
                Optional.empty());

        List<String> texts =
                write(first(new TextPart("été ")), chunk(0, Optional.empty(), grounding, new TextPart("chaud")));

        assertThat(Json.at(texts.get(1), "choices[0].delta.annotations[0].url_citation"))
                .isEqualTo(Map.of("start_index", 3L, "end_index", 8L, "url", "https://a.example", "title", "A"));
    }

    @Test
    void events_are_framed_as_openais_clients_expect_them() {
        assertThat(OpenAiStreamWriter.event("{}")).isEqualTo("data: {}\n\n");
        assertThat(OpenAiStreamWriter.DONE).isEqualTo("data: [DONE]\n\n");
    }
}
