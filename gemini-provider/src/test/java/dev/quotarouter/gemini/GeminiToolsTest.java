package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.JSON;
import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolChoice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiToolsTest {
    private static final Tool TOOL = Tool.function("look", "looks", "{\"type\":\"object\"}");

    private final Wire wire = new Wire();

    @AfterEach
    void close() {
        wire.close();
    }

    private static ChatRequest.Builder asking() {
        return ChatRequest.builder("g").user("Hi");
    }

    private void assertConfig(ChatRequest.Builder request, String expected) {
        assertThat(wire.body(MODEL, request.build()).path("toolConfig")).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void each_choice_has_its_mode() {
        assertConfig(asking().tool(TOOL).toolChoice(ToolChoice.NONE), """
                {"functionCallingConfig":{"mode":"NONE"}}""");
        assertConfig(asking().tool(TOOL).toolChoice(ToolChoice.REQUIRED), """
                {"functionCallingConfig":{"mode":"ANY"}}""");
        assertConfig(
                asking().tool(TOOL)
                        .tool(Tool.function("b", "b"))
                        .tool(Tool.function("c", "c"))
                        .toolChoice(ToolChoice.named("look", "c")),
                """
                {"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["look","c"]}}""");
        assertThat(wire.body(MODEL, asking().tool(TOOL).build()).has("toolConfig"))
                .isFalse();
    }

    @Test
    void a_strict_tool_is_validated_where_the_model_decides() {
        assertConfig(asking().tool(TOOL.withStrict()), """
                {"functionCallingConfig":{"mode":"VALIDATED"}}""");
        assertConfig(asking().tool(TOOL.withStrict()).toolChoice(ToolChoice.REQUIRED), """
                {"functionCallingConfig":{"mode":"ANY"}}""");
    }

    @Test
    void each_tool_of_Googles_stands_alone_with_its_settings() {
        ChatRequest request = asking().serverTool(ServerTool.CODE_EXECUTION)
                .serverTool(ServerTool.WEB_SEARCH.with("{\"searchTypes\":{\"webSearch\":{}}}"))
                .serverTool(ServerTool.URL_CONTEXT)
                .serverTool(new ServerTool("googleMaps", "{\"enableWidget\":true}"))
                .build();

        wire.assertSent(MODEL, request, """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
                 "tools":[{"codeExecution":{}},{"googleSearch":{"searchTypes":{"webSearch":{}}}},{"urlContext":{}},
                  {"googleMaps":{"enableWidget":true}}]}""");
    }

    @Test
    void functions_beside_tools_of_Googles_need_a_switch() {
        ChatRequest request =
                asking().tool(TOOL).serverTool(ServerTool.WEB_SEARCH).build();

        wire.assertSent("gemini-3-flash-preview", request, """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
                 "tools":[{"functionDeclarations":[
                  {"name":"look","description":"looks","parametersJsonSchema":{"type":"object"}}]},{"googleSearch":{}}],
                 "toolConfig":{"includeServerSideToolInvocations":true}}""");
    }

    @Test
    void functions_are_no_tool_of_Googles() {
        ChatRequest request = asking().serverTool(new ServerTool("functionDeclarations", "{}"))
                .build();

        assertThat(wire.refusal(MODEL, request)).contains("declared as tools");
    }

    @Test
    void parameters_are_said_in_words_that_Gemini_honours() {
        ChatRequest request = asking().tool(
                        Tool.function("a", "a", "{\"type\":\"object\",\"$schema\":\"s\",\"minProperties\":1}"))
                .build();

        assertThat(wire.body(MODEL, request).at("/tools/0/functionDeclarations/0/parametersJsonSchema"))
                .isEqualTo(JSON.readTree("{\"type\":\"object\",\"description\":\"At least 1 properties.\"}"));
    }

    @Test
    void parameters_that_Gemini_has_no_words_for_are_refused_with_their_place() {
        ChatRequest request = asking().tool(Tool.function("a", "a", "{\"properties\":{\"x\":{\"not\":{}}}}"))
                .build();

        assertThat(wire.refusal(MODEL, request))
                .isEqualTo("the parameters of tool a: $.properties.x.not: Gemini's schemas cannot say this; say in the"
                        + " description what must not be");
    }
}
