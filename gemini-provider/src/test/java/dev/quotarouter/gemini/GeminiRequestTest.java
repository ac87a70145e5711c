package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolChoice;
import dev.quotarouter.provider.ChatCall;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiRequestTest {
    private final Wire wire = new Wire();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void a_plain_question_is_one_turn() {
        wire.assertSent(MODEL, ChatRequest.of("g", "Hi"), """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""");
    }

    @Test
    void instructions_stand_apart_and_neighbours_share_a_turn() {
        ChatRequest request = ChatRequest.builder("g")
                .system("Be brief.")
                .user("One")
                .user("Two")
                .assistant("Yes")
                .user("Three")
                .build();

        wire.assertSent(MODEL, request, """
            {"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[
             {"role":"user","parts":[{"text":"One"},{"text":"Two"}]},
             {"role":"model","parts":[{"text":"Yes"}]},{"role":"user","parts":[{"text":"Three"}]}]}""");
    }

    @Test
    void instructions_open_the_first_turn_where_the_model_takes_none() {
        ChatRequest request =
                ChatRequest.builder("g").system("Be brief.").user("Hi").build();

        wire.assertSent("gemma-3-27b-it", request, """
            {"contents":[{"role":"user","parts":[{"text":"Be brief.\\n\\nHi"}]}]}""");
    }

    @Test
    void results_of_tools_are_grouped_in_the_order_of_the_calls_and_wrapped() {
        ToolCall first = new ToolCall("id-1", "a", "{\"x\":1}", Optional.of("c2ln"));
        ToolCall second = new ToolCall(ToolCallIds.makeUp(), "b", "{}");
        ChatRequest request = ChatRequest.builder("g")
                .user("Hi")
                .message(new ChatMessage(Role.ASSISTANT, List.of(first, second)))
                .toolResult(second, "sunny")
                .toolResult(first, "{\"y\":2}")
                .build();

        wire.assertSent("gemini-3-flash", request, """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]},
             {"role":"model","parts":[
              {"functionCall":{"id":"id-1","name":"a","args":{"x":1}},"thoughtSignature":"c2ln"},
              {"functionCall":{"name":"b","args":{}}}]},
             {"role":"user","parts":[
              {"functionResponse":{"id":"id-1","name":"a","response":{"y":2}}},
              {"functionResponse":{"name":"b","response":{"result":"sunny"}}}]}]}""");
    }

    @Test
    void a_call_from_elsewhere_gets_the_signature_that_says_so() {
        ChatRequest request = ChatRequest.builder("g")
                .user("Hi")
                .message(new ChatMessage(Role.ASSISTANT, List.of(new ToolCall("i", "a", "{}"))))
                .toolResult(new ToolCall("i", "a", "{}"), "done")
                .build();

        assertThat(wire.body("gemini-3-flash", request)
                        .at("/contents/1/parts/0/thoughtSignature")
                        .asString())
                .isEqualTo("skip_thought_signature_validator");
    }

    @Test
    void data_travels_inside() {
        ChatRequest request = ChatRequest.builder("g")
                .user(new TextPart("What is it?"), new DataPart("image/png", new byte[] {-1, -2, -3, -4}))
                .build();

        wire.assertSent(MODEL, request, """
            {"contents":[{"role":"user","parts":[{"text":"What is it?"},
             {"inlineData":{"mimeType":"image/png","data":"//79/A=="}}]}]}""");
    }

    @Test
    void tools_and_their_choice_are_declared() {
        ChatRequest request = ChatRequest.builder("g")
                .user("Hi")
                .tool(Tool.function("a", "does a", "{\"type\":\"object\"}"))
                .tool(Tool.function("b", "does b"))
                .toolChoice(ToolChoice.named("a"))
                .build();

        wire.assertSent(MODEL, request, """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
             "tools":[{"functionDeclarations":[
              {"name":"a","description":"does a","parametersJsonSchema":{"type":"object"}},
              {"name":"b","description":"does b"}]}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["a"]}}}""");
    }

    @Test
    void every_setting_goes_into_the_generation_config() {
        ChatRequest request = ChatRequest.builder("g")
                .user("Hi")
                .temperature(0.5)
                .topP(0.25)
                .maxOutputTokens(10)
                .seed(7)
                .stop("END")
                .responseFormat(ResponseFormat.jsonSchema("{\"type\":\"object\"}"))
                .build();

        wire.assertSent(MODEL, request, """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"temperature":0.5,"topP":0.25,
             "maxOutputTokens":10,"seed":7,"stopSequences":["END"],"responseMimeType":"application/json",
             "responseJsonSchema":{"type":"object"}}}""");
    }

    @Test
    void six_stop_sequences_are_refused_without_a_call() {
        ChatRequest request = ChatRequest.builder("g")
                .user("Hi")
                .stop("1", "2", "3", "4", "5", "6")
                .build();

        assertThat(wire.refusal(MODEL, request)).contains("at most 5 stop sequences");
    }

    @Test
    void to_be_counted_the_request_stands_inside_and_names_its_model() {
        ChatRequest request = ChatRequest.builder("g").user("Hi").seed(7).build();
        ByteArrayOutputStream body = new ByteArrayOutputStream();

        new GeminiRequestWriter()
                .writeCount(
                        "models/" + MODEL, new ChatCall(request, GeminiModels.profile(MODEL), GeminiServer.LONG), body);

        assertThat(GeminiServer.JSON.readTree(body.toByteArray())).isEqualTo(GeminiServer.JSON.readTree("""
            {"generateContentRequest":{"model":"models/gemini-2.5-flash",
             "contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"seed":7}}}"""));
    }
}
