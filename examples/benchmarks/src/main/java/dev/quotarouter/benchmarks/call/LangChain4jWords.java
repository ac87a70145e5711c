package dev.quotarouter.benchmarks.call;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.quotarouter.benchmarks.load.Reply;

/** The chat in LangChain4j's types. */
final class LangChain4jWords {
    static final ChatRequest REQUEST = request(LibraryChat.REQUEST);

    private LangChain4jWords() {}

    /** {@return what its response says} */
    static Reply reply(ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        return new Reply(response.aiMessage().text(), usage.inputTokenCount(), usage.outputTokenCount());
    }

    private static ChatRequest request(dev.quotarouter.chat.ChatRequest ours) {
        ChatRequest.Builder request = ChatRequest.builder()
                .messages(
                        ours.messages().stream().map(LangChain4jWords::message).toList());
        ours.temperature().ifPresent(request::temperature);
        ours.maxOutputTokens().ifPresent(request::maxOutputTokens);
        return request.build();
    }

    private static ChatMessage message(dev.quotarouter.chat.ChatMessage ours) {
        return switch (ours.role()) {
            case SYSTEM -> SystemMessage.from(ours.text());
            case USER -> UserMessage.from(ours.text());
            case ASSISTANT -> AiMessage.from(ours.text());
            default -> throw new IllegalArgumentException("not part of the chat: " + ours.role());
        };
    }
}
