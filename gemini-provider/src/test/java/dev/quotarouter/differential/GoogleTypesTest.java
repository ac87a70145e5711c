package dev.quotarouter.differential;

import static dev.quotarouter.differential.GoogleTypes.requireKnown;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.Thinking;
import dev.quotarouter.chat.Thinking.Effort;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we send has its place in the types of Google's own client. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleTypesTest {
    private static final String SECOND = "gemini-2.5-flash";
    private static final String THIRD = "gemini-3-flash-preview";
    private static final Optional<String> SIGNED = Optional.of("c2ln");
    private static final DataPart IMAGE = new DataPart("image/png", new byte[] {1, 2, 3});
    private static final Tool PLUCK = Tool.function("pluck_frond", "Plucks a frond", """
            {"type": "object", "additionalProperties": false, "required": ["frond"], "properties": {
             "frond": {"type": ["string", "null"], "enum": ["ommen", "vennic", null], "description": "which"},
             "notes": {"type": "array", "items": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]},
              "maxItems": 3}}}""");

    private final Loopback server = new Loopback();
    private final OurAdapter ours = new OurAdapter(server.address());

    @AfterAll
    void close() {
        ours.close();
        server.close();
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                asks("a question", SECOND, request -> request),
                asks("instructions", SECOND, request -> request.system("Be brief.")),
                asks(
                        "instructions for a model that takes none",
                        "gemma-3-27b-it",
                        request -> request.system("Be brief.")),
                asks(
                        "sampling",
                        SECOND,
                        request -> request.temperature(0.5)
                                .topP(0.25)
                                .maxOutputTokens(10)
                                .seed(7)
                                .stop("END")),
                asks(
                        "the rarer knobs",
                        "gemini-2.0-flash",
                        request -> request.options(ChatOptions.builder()
                                .topK(40)
                                .presencePenalty(0.5)
                                .frequencyPenalty(-0.5)
                                .candidateCount(2)
                                .logprobs(3)
                                .safety("HARM_CATEGORY_HARASSMENT", "BLOCK_ONLY_HIGH")
                                .serviceTier("flex")
                                .cachedContent("cachedContents/abc")
                                .build())),
                asks(
                        "members of the caller's own",
                        SECOND,
                        request -> request.options(ChatOptions.builder()
                                .providerOptions("gemini", """
                                {"generation_config": {"response_modalities": ["TEXT"],
                                  "speechConfig": {"languageCode": "de"}},
                                 "toolConfig": {"retrievalConfig": {"languageCode": "de"}}, "store": false}""")
                                .build())),
                asks(
                        "a budget for thoughts",
                        SECOND,
                        request -> request.thinking(Thinking.budget(5000).withThoughts())),
                asks("a level of thought", THIRD, request -> request.thinking(Thinking.of(Effort.LOW))),
                asks("JSON", SECOND, request -> request.responseFormat(ResponseFormat.JSON)),
                asks(
                        "JSON of a schema",
                        SECOND,
                        request -> request.responseFormat(
                                ResponseFormat.jsonSchema(PLUCK.parametersJson().orElseThrow()))),
                asks("tools", SECOND, request -> request.tool(PLUCK).tool(Tool.function("rest", "Rests"))),
                asks("a strict tool", THIRD, request -> request.tool(PLUCK.withStrict())),
                asks(
                        "a tool that must be called",
                        SECOND,
                        request -> request.tool(PLUCK).toolChoice(ToolChoice.named("pluck_frond"))),
                asks(
                        "tools that must not be called",
                        SECOND,
                        request -> request.tool(PLUCK).toolChoice(ToolChoice.NONE)),
                asks(
                        "tools that Google runs",
                        SECOND,
                        request -> request.serverTool(ServerTool.WEB_SEARCH)
                                .serverTool(ServerTool.URL_CONTEXT)
                                .serverTool(ServerTool.CODE_EXECUTION)),
                asks(
                        "both kinds of tools",
                        THIRD,
                        request -> request.tool(PLUCK).serverTool(ServerTool.WEB_SEARCH.with("""
                                {"timeRangeFilter": {"startTime": "2031-01-01T00:00:00Z",
                                  "endTime": "2031-02-01T00:00:00Z"}}"""))),
                asks("data", SECOND, request -> request.user(IMAGE.withOptions("""
                        {"mediaResolution": {"level": "MEDIA_RESOLUTION_LOW"}}"""))),
                asks(
                        "a file",
                        SECOND,
                        request -> request.user(new FilePart("https://youtu.be/x", "video/mp4").withOptions("""
                                {"videoMetadata": {"startOffset": "10s", "fps": 0.5}}"""))),
                asks("a conversation with tools", SECOND, GoogleTypesTest::conversation),
                asks("a conversation with tools and signatures", THIRD, GoogleTypesTest::conversation));
    }

    private static Arguments asks(String what, String model, UnaryOperator<ChatRequest.Builder> request) {
        return Arguments.of(
                what, model, request.apply(ChatRequest.builder("g").user("Hi")).build());
    }

    /** Everything that a model can have said, and what tools answered. */
    private static ChatRequest.Builder conversation(ChatRequest.Builder request) {
        ToolCall signed = new ToolCall("a1", "pluck_frond", "{\"frond\": \"ommen\"}", SIGNED);
        ToolCall other = new ToolCall("a2", "pluck_frond", "{}");
        List<Part> said = List.of(
                new ThoughtPart("Hm.", SIGNED),
                new TextPart("Wait.", SIGNED),
                new CodePart("c1", "PYTHON", "print(1)", SIGNED),
                new CodeResultPart("c1", "OUTCOME_OK", "1", Optional.empty()),
                new ProviderPart("gemini", """
                        {"toolCall": {"id": "t", "toolType": "GOOGLE_SEARCH_WEB", "args": {"queries": ["x"]}}}"""),
                new ProviderPart("gemini", """
                        {"toolResponse": {"id": "t", "toolType": "GOOGLE_SEARCH_WEB", "response": {}}}"""),
                IMAGE.withSignature("c2ln"),
                signed,
                other);
        return request.tool(PLUCK)
                .message(new ChatMessage(Role.ASSISTANT, said))
                .toolResult(signed, "{\"fronds\": [1]}", IMAGE)
                .toolResult(other, "none left")
                .message(new ChatMessage(Role.ASSISTANT, List.of(new ToolCall("b1", "pluck_frond", "{}"))))
                .user("Go on");
    }

    @ParameterizedTest(name = "{0}, to {1}")
    @MethodSource("requests")
    void google_knows_every_member_that_we_send(String what, String model, ChatRequest request) {
        server.reply(Corpus.body("alike/one-text.json"));
        ours.send(model, request);

        requireKnown(server.request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mood\": 1}",
                "{\"contents\": {}}",
                "{\"contents\": [{\"parts\": [{\"text\": \"x\", \"mood\": 1}]}]}",
                "{\"contents\": [{\"parts\": [{\"functionCall\": {\"name\": \"f\", \"arguments\": {}}}]}]}",
                "{\"systemInstruction\": {\"text\": \"x\"}}",
                "{\"generationConfig\": {\"maxTokens\": 1}}",
                "{\"generationConfig\": {\"thinkingConfig\": {\"budget\": 1}}}",
                "{\"tools\": [{\"functionDeclarations\": [{\"name\": \"f\", \"strict\": true}]}]}",
                "{\"toolConfig\": {\"mode\": \"ANY\"}}",
                "{\"safetySettings\": [{\"level\": 1}]}",
                "{\"cachedContent\": 1}"
            })
    void a_member_that_google_does_not_know_is_found(String body) {
        assertThatThrownBy(() -> requireKnown(body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Google");
    }
}
