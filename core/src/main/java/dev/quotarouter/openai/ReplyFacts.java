package dev.quotarouter.openai;

import dev.quotarouter.chat.FinishReason;
import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.TokenLogprob;
import dev.quotarouter.chat.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes what is told about a reply: what it cites, how probable it was, why it ended, what it cost. */
final class ReplyFacts {
    /** OpenAI's figure for a token that could not come; JSON has no infinity. */
    private static final double IMPOSSIBLE = -9999.0;

    private ReplyFacts() {}

    /** Writes the member {@code annotations}, if there is anything that the reply cites. */
    static void writeAnnotations(JsonGenerator json, Grounding grounding, String text) {
        List<UrlCitation> citations = grounding.isNone() ? List.of() : UrlCitation.of(grounding, text);
        if (citations.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("annotations");
        for (UrlCitation citation : citations) {
            json.writeStartObject();
            json.writeStringProperty("type", "url_citation");
            json.writeObjectPropertyStart("url_citation");
            json.writeNumberProperty("start_index", citation.start());
            json.writeNumberProperty("end_index", citation.end());
            json.writeStringProperty("url", citation.url());
            json.writeStringProperty("title", citation.title());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the member {@code logprobs}. */
    static void writeLogprobs(JsonGenerator json, List<TokenLogprob> logprobs) {
        if (logprobs.isEmpty()) {
            json.writeNullProperty("logprobs");
            return;
        }
        json.writeObjectPropertyStart("logprobs");
        json.writeArrayPropertyStart("content");
        for (TokenLogprob token : logprobs) {
            json.writeStartObject();
            writeToken(json, token);
            json.writeArrayPropertyStart("top_logprobs");
            for (TokenLogprob alternative : token.alternatives()) {
                json.writeStartObject();
                writeToken(json, alternative);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNullProperty("refusal");
        json.writeEndObject();
    }

    private static void writeToken(JsonGenerator json, TokenLogprob token) {
        json.writeStringProperty("token", token.token());
        json.writeNumberProperty("logprob", Math.max(token.logprob(), IMPOSSIBLE));
        json.writeArrayPropertyStart("bytes");
        for (byte b : token.token().getBytes(StandardCharsets.UTF_8)) {
            json.writeNumber(Byte.toUnsignedInt(b));
        }
        json.writeEndArray();
    }

    /** Writes why the reply ended: in OpenAI's word, and in the provider's own where it gave one. */
    static void writeFinish(JsonGenerator json, FinishReason reason, String providerReason, boolean calls) {
        json.writeStringProperty("finish_reason", word(reason, calls));
        if (!providerReason.isEmpty()) {
            json.writeStringProperty("native_finish_reason", providerReason);
        }
    }

    private static String word(FinishReason reason, boolean calls) {
        return switch (reason) {
            // Whoever reads tool_calls runs tools, so it is said whenever there are any.
            case STOP, TOOL_CALLS, OTHER -> calls ? "tool_calls" : "stop";
            case MAX_TOKENS -> "length";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    /** Writes the member {@code usage}. OpenAI counts thoughts as completion, and what tools read as prompt. */
    static void writeUsage(JsonGenerator json, TokenUsage usage) {
        long prompt = usage.inputTokens() + usage.toolInputTokens();
        long completion = usage.outputTokens() + usage.thoughtTokens();
        json.writeObjectPropertyStart("usage");
        json.writeNumberProperty("prompt_tokens", prompt);
        json.writeNumberProperty("completion_tokens", completion);
        json.writeNumberProperty("total_tokens", Math.max(usage.totalTokens(), prompt + completion));
        json.writeObjectPropertyStart("prompt_tokens_details");
        json.writeNumberProperty("cached_tokens", usage.cachedInputTokens());
        json.writeEndObject();
        json.writeObjectPropertyStart("completion_tokens_details");
        json.writeNumberProperty("reasoning_tokens", usage.thoughtTokens());
        json.writeEndObject();
        json.writeEndObject();
    }
}
