package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.JSON;
import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.Thinking;
import dev.quotarouter.chat.Thinking.Effort;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolChoice;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiConfigTest {
    private final Wire wire = new Wire();

    @AfterEach
    void close() {
        wire.close();
    }

    private static ChatRequest.Builder asking() {
        return ChatRequest.builder("g").user("Hi");
    }

    private static ChatRequest.Builder asking(ChatOptions.Builder options) {
        return asking().options(options.build());
    }

    private static ChatRequest.Builder adding(String providerOptions) {
        return asking(ChatOptions.builder().providerOptions("gemini", providerOptions));
    }

    @Test
    void every_knob_has_its_place() {
        ChatRequest request = asking(ChatOptions.builder()
                        .topK(40)
                        .presencePenalty(0.5)
                        .frequencyPenalty(-0.5)
                        .candidateCount(2)
                        .logprobs(3)
                        .safety("HARM_CATEGORY_HARASSMENT", "BLOCK_ONLY_HIGH")
                        .serviceTier("flex")
                        .cachedContent("cachedContents/abc"))
                .build();

        wire.assertSent("gemini-2.0-flash", request, """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
                 "generationConfig":{"topK":40,"presencePenalty":0.5,"frequencyPenalty":-0.5,"candidateCount":2,
                  "responseLogprobs":true,"logprobs":3},
                 "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_ONLY_HIGH"}],
                 "serviceTier":"flex","cachedContent":"cachedContents/abc"}""");
    }

    @Test
    void probabilities_without_alternatives_are_asked_for_by_their_switch_alone() {
        ChatRequest request = asking(ChatOptions.builder().logprobs(0)).build();

        assertThat(wire.body("gemini-2.0-flash", request).path("generationConfig"))
                .isEqualTo(JSON.readTree("{\"responseLogprobs\":true}"));
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            gemini-2.5-flash           | NONE    | {"thinkingBudget":0}
            gemini-2.5-flash           | MINIMAL | {"thinkingBudget":1024}
            gemini-2.5-flash           | LOW     | {"thinkingBudget":1024}
            gemini-2.5-flash           | MEDIUM  | {"thinkingBudget":8192}
            gemini-2.5-flash           | HIGH    | {"thinkingBudget":24576}
            gemini-2.5-pro             | LOW     | {"thinkingBudget":1024}
            gemini-3-pro-preview       | MINIMAL | {"thinkingLevel":"LOW"}
            gemini-3-pro-preview       | LOW     | {"thinkingLevel":"LOW"}
            gemini-3-pro-preview       | MEDIUM  | {"thinkingLevel":"HIGH"}
            gemini-3-pro-preview       | HIGH    | {"thinkingLevel":"HIGH"}
            gemini-3.1-pro-preview     | MINIMAL | {"thinkingLevel":"LOW"}
            gemini-3.1-pro-preview     | MEDIUM  | {"thinkingLevel":"MEDIUM"}
            gemini-3-flash-preview     | MINIMAL | {"thinkingLevel":"MINIMAL"}
            gemini-3-flash-preview     | LOW     | {"thinkingLevel":"LOW"}
            gemini-3-flash-preview     | MEDIUM  | {"thinkingLevel":"MEDIUM"}
            gemini-3-flash-preview     | HIGH    | {"thinkingLevel":"HIGH"}
            gemini-3.7-flash           | MINIMAL | {"thinkingLevel":"LOW"}
            gemini-flash-latest        | MINIMAL | {"thinkingLevel":"LOW"}
            """)
    void an_effort_is_said_as_the_model_understands_it(String model, Effort effort, String expected) {
        assertThinking(model, Thinking.of(effort), expected);
    }

    @ParameterizedTest(name = "{0}: {1} tokens are {2}")
    @CsvSource(delimiter = '|', textBlock = """
            gemini-2.5-flash           | 0     | {"thinkingBudget":0}
            gemini-2.5-flash           | -1    | {"thinkingBudget":-1}
            gemini-2.5-flash           | 5000  | {"thinkingBudget":5000}
            gemini-2.5-flash           | 50000 | {"thinkingBudget":24576}
            gemini-2.5-flash-lite      | 100   | {"thinkingBudget":512}
            gemini-2.5-pro             | 100   | {"thinkingBudget":128}
            gemini-2.5-pro             | 50000 | {"thinkingBudget":32768}
            gemini-3-flash-preview     | 500   | {"thinkingLevel":"MINIMAL"}
            gemini-3-flash-preview     | 1024  | {"thinkingLevel":"LOW"}
            gemini-3-flash-preview     | 8192  | {"thinkingLevel":"MEDIUM"}
            gemini-3-flash-preview     | 24576 | {"thinkingLevel":"HIGH"}
            """)
    void a_budget_is_said_as_the_model_understands_it(String model, int tokens, String expected) {
        assertThinking(model, Thinking.budget(tokens), expected);
    }

    @Test
    void thoughts_are_told_if_there_are_any() {
        assertThinking(MODEL, Thinking.of(Effort.LOW).withThoughts(), """
                {"thinkingBudget":1024,"includeThoughts":true}""");
        assertThinking(MODEL, new Thinking(Optional.empty(), OptionalInt.empty(), true), """
                {"includeThoughts":true}""");
        assertThinking(MODEL, Thinking.OFF.withThoughts(), """
                {"thinkingBudget":0}""");
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.0-flash", "gemma-3-27b-it"})
    void a_model_that_never_thinks_is_not_told_so(String model) {
        ChatRequest request = asking().thinking(Thinking.OFF).build();

        assertThat(wire.body(model, request).has("generationConfig")).isFalse();
    }

    @Test
    void as_much_as_it_sees_fit_is_what_Gemini_3_does_by_itself() {
        ChatRequest request = asking().thinking(Thinking.budget(-1)).build();

        assertThat(wire.body("gemini-3-flash-preview", request).has("generationConfig"))
                .isFalse();
    }

    private void assertThinking(String model, Thinking thinking, String expected) {
        ChatRequest request = asking().thinking(thinking).build();

        assertThat(wire.body(model, request).at("/generationConfig/thinkingConfig"))
                .isEqualTo(JSON.readTree(expected));
    }

    @Test
    void what_has_no_neutral_name_is_added_deep_inside() {
        ChatRequest request = adding("""
                        {"generation_config": {"response_modalities": ["TEXT"], "speechConfig": {"languageCode": "de"},
                          "thinkingConfig": {"includeThoughts": true}},
                         "toolConfig": {"retrievalConfig": {"languageCode": "de"}},
                         "store": false, "safety_settings": []}""")
                .temperature(0.5)
                .tool(Tool.function("a", "a"))
                .toolChoice(ToolChoice.REQUIRED)
                .build();

        wire.assertSent(MODEL, request, """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
                 "tools":[{"functionDeclarations":[{"name":"a","description":"a"}]}],
                 "generationConfig":{"temperature":0.5,"responseModalities":["TEXT"],
                  "speechConfig":{"languageCode":"de"},"thinkingConfig":{"includeThoughts":true}},
                 "toolConfig":{"functionCallingConfig":{"mode":"ANY"},"retrievalConfig":{"languageCode":"de"}},
                 "store":false,"safetySettings":[]}""");
    }

    @Test
    void what_is_meant_for_others_is_not_sent() {
        ChatRequest request = asking(ChatOptions.builder().providerOptions("elsewhere", "{\"x\":1}"))
                .build();

        wire.assertSent(MODEL, request, """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"generationConfig": {"temperature": 1}}                  | generationConfig.temperature: it belongs to temperature
            {"generation_config": {"top_k": 1}}                       | generationConfig.topK: it belongs to options().topK
            {"generationConfig": {"responseSchema": {}}}              | generationConfig.responseSchema: it belongs to responseFormat
            {"generationConfig": {"_responseJsonSchema": {}}}         | generationConfig._responseJsonSchema: it belongs to responseFormat
            {"generationConfig": {"thinkingConfig": {"thinkingLevel": "LOW"}}} | thinkingConfig.thinkingLevel: it belongs to thinking
            {"toolConfig": {"functionCallingConfig": {"mode": "ANY"}}} | functionCallingConfig.mode: it belongs to toolChoice
            {"contents": []}                                          | contents: it belongs to messages
            {"system_instruction": {}}                                | systemInstruction: it belongs to the system message
            {"tools": []}                                             | tools: it belongs to tools and serverTools
            {"model": "x"}                                            | model: it belongs to the deployment
            {"store": true, "store": true}                            | "store" comes twice
            {"safetySettings": [], "safety_settings": []}             | sets safetySettings twice
            {"generationConfig": 1}                                   | generationConfig to anything but an object
            """)
    void what_the_request_says_already_cannot_be_added(String own, String reason) {
        ChatRequest request = ChatRequest.builder("g")
                .system("Be brief.")
                .user("Hi")
                .temperature(0.5)
                .thinking(Thinking.of(Effort.LOW))
                .responseFormat(ResponseFormat.jsonSchema("{\"type\":\"object\"}"))
                .tool(Tool.function("a", "a"))
                .toolChoice(ToolChoice.NONE)
                .options(ChatOptions.builder()
                        .topK(3)
                        .providerOptions("gemini", own)
                        .build())
                .build();

        assertThat(wire.refusal("gemini-3-flash-preview", request)).contains(reason);
    }

    @Test
    void a_cache_brings_its_own_instructions_and_tools() {
        ChatOptions cached =
                ChatOptions.builder().cachedContent("cachedContents/abc").build();

        assertThat(wire.refusal(MODEL, asking().system("x").options(cached).build()))
                .contains("put them into the cache");
        assertThat(wire.refusal(
                        MODEL,
                        asking().tool(Tool.function("a", "a")).options(cached).build()))
                .contains("put them into the cache");
        assertThat(wire.refusal(
                        MODEL,
                        asking().serverTool(ServerTool.WEB_SEARCH)
                                .options(cached)
                                .build()))
                .contains("put them into the cache");
    }

    @Test
    void the_schema_of_the_reply_is_said_in_words_that_Gemini_honours() {
        ChatRequest request = asking().responseFormat(ResponseFormat.jsonSchema("{\"const\":\"x\",\"default\":\"x\"}"))
                .build();

        assertThat(wire.body(MODEL, request).at("/generationConfig/responseJsonSchema"))
                .isEqualTo(JSON.readTree("{\"enum\":[\"x\"]}"));
        ChatRequest unsayable = asking().responseFormat(ResponseFormat.jsonSchema("{\"if\":{}}"))
                .build();
        try (Wire fresh = new Wire()) {
            assertThat(fresh.refusal(MODEL, unsayable)).startsWith("the schema of the reply: $.if:");
        }
    }
}
