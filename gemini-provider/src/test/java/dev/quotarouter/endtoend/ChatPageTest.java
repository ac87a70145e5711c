package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.Thinking;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolChoice;
import dev.quotarouter.error.StreamBrokenException;
import dev.quotarouter.provider.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the page on chats shows compiles, and is what stands here: each of its Java blocks is the body of a method below. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SuppressWarnings({"UnusedVariable", "FutureReturnValueIgnored"}) // Examples end where the reader goes on.
class ChatPageTest {
    private static final Path HERE = Path.of("src/test/java/dev/quotarouter/endtoend/ChatPageTest.java");

    @Test
    void every_java_block_of_the_page_stands_in_this_file() throws IOException {
        MarkdownPage page = MarkdownPage.read(Path.of("..", "docs", "chat.md"));
        String here = MarkdownPage.squeezed(Files.readString(HERE));

        assertThat(page.blocks("java"))
                .hasSize(12)
                .allSatisfy(block -> assertThat(here).contains(MarkdownPage.squeezed(block)));
    }

    // spotless:off
    static void textAndTurns() {
ChatRequest request = ChatRequest.builder("gpt-4")
        .system("Answer in one sentence.")
        .system("Name your sources.")                          // several are kept apart, in order
        .user("Which is the oldest library?")
        .assistant("That of Saint Catherine's Monastery.")
        .user("Since when?")
        .build();
    }

    static void streaming(ChatRequest request, QuotaRouter router) {
try (ChatStream stream = router.stream(request)) {
    for (ChatChunk chunk : stream) {
        System.out.print(chunk.text());
    }
    TokenUsage usage = stream.response().usage();              // the whole reply, once it is read
}
    }

    static void streaming2(ChatRequest request, QuotaRouter router) {
try (ChatStream stream = router.stream(request)) {
    stream.forEach(chunk -> System.out.print(chunk.text()));
} catch (StreamBrokenException broken) {
    System.err.println(broken.kind() + " after " + broken.partial().text().length() + " characters");
}
    }

    static void streaming3(ChatRequest request) {
ChatRequest continued = request.toBuilder().continueBrokenStream(true).build();
    }

    static void streaming4(ChatRequest request, QuotaRouter router, Flow.Subscriber<ChatChunk> subscriber) {
ChatPublisher publisher = router.streamAsync(request);
publisher.subscribe(subscriber);                               // java.util.concurrent.Flow
publisher.response().thenAccept(response -> System.out.println(response.usage()));
    }

    static void imagesSoundFilmsDocuments(byte[] png, byte[] wav, byte[] pdf) {
ChatRequest withData = ChatRequest.builder("gpt-4")
        .user(
                new TextPart("What do these have in common?"),
                new DataPart("image/png", png),
                new DataPart("audio/wav", wav),
                new DataPart("application/pdf", pdf),
                new FilePart("https://generativelanguage.googleapis.com/v1beta/files/abc", "video/mp4")
                        .withOptions("{\"videoMetadata\": {\"startOffset\": \"10s\", \"fps\": 2}}"))
        .build();
    }

    static void tools(QuotaRouter router, byte[] png, String citySchemaJson) {
ChatRequest withTool = ChatRequest.builder("gpt-4")
        .user("What is the weather in Paris and in Rome?")
        .tool(Tool.function("get_weather", "Current weather of a city", citySchemaJson).withStrict())
        .toolChoice(ToolChoice.AUTO)                           // or NONE, REQUIRED, named("get_weather")
        .build();
ChatResponse answer = router.chat(withTool);
ChatRequest.Builder next = withTool.toBuilder().message(answer.message());
for (ToolCall call : answer.toolCalls()) {                     // both at once
    next.toolResult(call, "{\"celsius\": 21}", new DataPart("image/png", png));
}
ChatResponse last = router.chat(next.build());
    }

    static void toolsThatTheProviderRuns(QuotaRouter router) {
ChatRequest grounded = ChatRequest.builder("gpt-4")
        .user("Who won yesterday? Add up the goals.")
        .serverTool(ServerTool.WEB_SEARCH)
        .serverTool(ServerTool.CODE_EXECUTION)
        .serverTool(ServerTool.URL_CONTEXT)
        .build();
Grounding grounding = router.chat(grounded).grounding();
grounding.sources().forEach(source -> System.out.println(source.title() + " " + source.uri()));
    }

    static void thinking(ChatRequest request, QuotaRouter router) {
ChatRequest thoughtful = request.toBuilder()
        .thinking(Thinking.of(Thinking.Effort.HIGH).withThoughts()) // or Thinking.budget(1_024), Thinking.OFF
        .build();
ChatResponse reply = router.chat(thoughtful);
System.out.println(reply.thoughts());                          // not part of reply.text()
System.out.println(reply.usage().thoughtTokens());
    }

    static void theFormOfTheReply() {
ChatRequest shaped = ChatRequest.builder("gpt-4")
        .user("Name three libraries.")
        .responseFormat(ResponseFormat.jsonSchema("{\"type\": \"array\", \"items\": {\"type\": \"string\"}}"))
        .maxOutputTokens(500)
        .temperature(0.2)
        .topP(0.9)
        .seed(7)
        .stop("END")
        .build();
    }

    static void rarerKnobs(ChatRequest request) {
ChatOptions options = ChatOptions.builder()
        .topK(40)
        .presencePenalty(0.5)
        .frequencyPenalty(0.5)
        .candidateCount(2)                                     // response.candidates()
        .logprobs(3)                                           // response.candidates().get(0).logprobs()
        .safety("HARM_CATEGORY_HARASSMENT", "BLOCK_ONLY_HIGH")
        .serviceTier("flex")
        .cachedContent("cachedContents/abc")
        .providerOptions("gemini", "{\"generationConfig\": {\"responseModalities\": [\"TEXT\", \"IMAGE\"]}}")
        .build();
ChatRequest tuned = request.toBuilder().options(options).build();
    }

    static void countingAndListing(ChatRequest request, QuotaRouter router) {
long tokens = router.countTokens(request);                     // asks the provider; costs no quota
List<ModelInfo> models = router.models("gemini");
    }
    // spotless:on
}
