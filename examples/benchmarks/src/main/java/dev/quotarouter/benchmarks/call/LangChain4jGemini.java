package dev.quotarouter.benchmarks.call;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Contender;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * LangChain4j's models for Gemini, with one key, as they come: on the JDK's HTTP client, which keeps every connection, and offers
 * HTTP/2 with each request in the clear. Its streams are told to a handler; the caller waits for the end.
 */
final class LangChain4jGemini implements Contender {
    private final ChatModel model;
    private final StreamingChatModel streaming;

    LangChain4jGemini(URI server) {
        model = model(server, "secret");
        streaming = GoogleAiGeminiStreamingChatModel.builder()
                .baseUrl(baseUrl(server))
                .apiKey("secret")
                .modelName(LibraryChat.MODEL)
                .build();
    }

    /** {@return the model that does not stream, with this key} */
    static ChatModel model(URI server, String key) {
        return GoogleAiGeminiChatModel.builder()
                .baseUrl(baseUrl(server))
                .apiKey(key)
                .modelName(LibraryChat.MODEL)
                .build();
    }

    @Override
    public Answer chat() {
        return LangChain4jWords.reply(model.chat(LangChain4jWords.REQUEST));
    }

    @Override
    public Answer stream(Runnable onChunk) throws IOException {
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        streaming.chat(LangChain4jWords.REQUEST, new Handler(onChunk, whole));
        try {
            return LangChain4jWords.reply(whole.join());
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Does nothing: the models end with their process. */
    @Override
    public void close() {}

    private static String baseUrl(URI server) {
        return server + "/v1beta";
    }

    private record Handler(Runnable onChunk, CompletableFuture<ChatResponse> whole)
            implements StreamingChatResponseHandler {
        @Override
        public void onPartialResponse(String text) {
            onChunk.run();
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            whole.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            whole.completeExceptionally(error);
        }
    }
}
