package dev.quotarouter.benchmarks.call;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Contender;
import dev.quotarouter.benchmarks.load.Reply;
import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;

/**
 * Google's own SDK, with one key. It is given an OkHttp client that keeps as many idle connections as ours; everything else is as it
 * comes, so that client has no time-outs either. It runs on our OkHttp 5, where its own choice is OkHttp 4.
 */
final class GoogleGenAi implements Contender {
    private static final List<Content> CONTENTS = LibraryChat.REQUEST.messages().stream()
            .filter(message -> message.role() != Role.SYSTEM)
            .map(GoogleGenAi::content)
            .toList();
    private static final GenerateContentConfig CONFIG = config(LibraryChat.REQUEST);

    private final Client client;

    GoogleGenAi(URI server) {
        client = Client.builder()
                .apiKey("secret")
                .vertexAI(false)
                .httpOptions(HttpOptions.builder().baseUrl(server.toString()).build())
                .clientOptions(
                        ClientOptions.builder().customHttpClient(client()).build())
                .build();
    }

    @Override
    public Answer chat() {
        GenerateContentResponse response = client.models.generateContent(LibraryChat.MODEL, CONTENTS, CONFIG);
        return reply(words(response), response.usageMetadata());
    }

    @Override
    public Answer stream(Runnable onChunk) {
        StringBuilder text = new StringBuilder();
        Optional<GenerateContentResponseUsageMetadata> usage = Optional.empty();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(LibraryChat.MODEL, CONTENTS, CONFIG)) {
            for (GenerateContentResponse chunk : stream) {
                text.append(words(chunk));
                usage = chunk.usageMetadata();
                onChunk.run();
            }
        }
        return reply(text.toString(), usage);
    }

    @Override
    public void close() {
        client.close();
    }

    /** {@return a client as the SDK makes one, but for its idle connections} */
    private static OkHttpClient client() {
        return PlainHttp.client()
                .newBuilder()
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    private static Content content(ChatMessage message) {
        return Content.builder()
                .role(message.role() == Role.USER ? "user" : "model")
                .parts(Part.fromText(message.text()))
                .build();
    }

    private static GenerateContentConfig config(ChatRequest request) {
        GenerateContentConfig.Builder config = GenerateContentConfig.builder();
        request.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .forEach(message -> config.systemInstruction(Content.fromParts(Part.fromText(message.text()))));
        request.temperature().ifPresent(temperature -> config.temperature((float) temperature));
        request.maxOutputTokens().ifPresent(config::maxOutputTokens);
        return config.build();
    }

    private static String words(GenerateContentResponse response) {
        return Optional.ofNullable(response.text()).orElse("");
    }

    private static Reply reply(String text, Optional<GenerateContentResponseUsageMetadata> usage) {
        return new Reply(
                text,
                usage.flatMap(GenerateContentResponseUsageMetadata::promptTokenCount)
                        .orElse(0),
                usage.flatMap(GenerateContentResponseUsageMetadata::candidatesTokenCount)
                        .orElse(0));
    }
}
