package dev.quotarouter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KnobRulesTest {
    private static final String CONTENTS = "\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]";

    private final GeminiSimulator gemini = GeminiSimulator.builder()
            .project(
                    "project-1",
                    project -> project.key("KEY-1")
                            .model("gemini-2.0-flash", Limits.UNLIMITED)
                            .model("gemini-2.0-flash-lite", Limits.UNLIMITED)
                            .model("gemini-2.5-flash", Limits.UNLIMITED)
                            .model("gemini-3-flash-preview", Limits.UNLIMITED)
                            .resource("files/mine")
                            .resource("cachedContents/mine"))
            .start();

    @AfterEach
    void close() {
        gemini.close();
    }

    private HttpResponse<String> ask(String model, String members) throws Exception {
        return new Caller(gemini.url(), "KEY-1").generate(model, "{" + CONTENTS + "," + members + "}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            gemini-2.0-flash-lite  | "tools":[{"googleSearch":{}}] | Search Grounding is not supported
            gemini-2.0-flash-lite  | "tools":[{"codeExecution":{}}] | Code execution is not enabled for models/gemini-2.0-flash-lite
            gemini-3-flash-preview | "tools":[{"googleSearch":{}},{"functionDeclarations":[{"name":"a"}]}] | Please enable tool_config.include_server_side_tool_invocations
            gemini-2.5-flash       | "tools":[{"googleSearch":{}},{"functionDeclarations":[{"name":"a"}]}],"toolConfig":{"includeServerSideToolInvocations":true} | Tool call context circulation is not enabled
            gemini-2.5-flash       | "generationConfig":{"presencePenalty":1} | Penalty is not enabled for models/gemini-2.5-flash
            gemini-2.5-flash       | "generationConfig":{"responseLogprobs":true} | Logprobs is not enabled for models/gemini-2.5-flash
            gemini-2.0-flash       | "generationConfig":{"logprobs":2} | response_logprobs must be set
            gemini-2.5-flash       | "generationConfig":{"candidateCount":2} | Multiple candidates is not enabled
            gemini-2.0-flash       | "generationConfig":{"thinkingConfig":{"thinkingBudget":0}} | Thinking is not enabled for models/gemini-2.0-flash
            gemini-2.5-flash       | "cachedContent":"cachedContents/mine","tools":[{"googleSearch":{}}] | CachedContent can not be used
            gemini-2.5-flash       | "tools":[{"codeExecution":{"x":1}}] | Unknown name "x" at 'tools[0].code_execution'
            gemini-2.5-flash       | "tools":[{"googleSearch":{"x":1}}] | Unknown name "x" at 'tools[0].google_search'
            """)
    void what_a_model_has_not_is_refused(String model, String members, String complaint) throws Exception {
        HttpResponse<String> response = ask(model, members);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Caller.json(response).at("/error/message").asString()).contains(complaint);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            gemini-2.5-flash       | "tools":[{"googleSearch":{}},{"codeExecution":{}},{"urlContext":{}}]
            gemini-3-flash-preview | "tools":[{"googleSearch":{}},{"functionDeclarations":[{"name":"a"}]}],"toolConfig":{"includeServerSideToolInvocations":true}
            gemini-2.0-flash       | "generationConfig":{"presencePenalty":1,"responseLogprobs":true,"logprobs":2,"candidateCount":2}
            gemini-2.5-flash       | "generationConfig":{"thinkingConfig":{"thinkingBudget":0}}
            gemini-2.5-flash       | "cachedContent":"cachedContents/mine"
            """)
    void what_a_model_has_is_taken(String model, String members) throws Exception {
        assertThat(ask(model, members).statusCode()).isEqualTo(200);
    }

    @Test
    void a_file_or_cache_of_another_project_is_refused_as_if_there_were_none() throws Exception {
        HttpResponse<String> cache = ask("gemini-2.5-flash", "\"cachedContent\":\"cachedContents/other\"");
        HttpResponse<String> file = new Caller(gemini.url(), "KEY-1").generate("gemini-2.5-flash", withFile("other"));

        assertThat(cache.statusCode()).isEqualTo(403);
        assertThat(Caller.json(cache).at("/error/message").asString())
                .isEqualTo("CachedContent not found (or permission denied)");
        assertThat(file.statusCode()).isEqualTo(403);
        assertThat(Caller.json(file).at("/error/message").asString())
                .isEqualTo("You do not have permission to access the File other or it may not exist.");
        assertThat(new Caller(gemini.url(), "KEY-1")
                        .generate("gemini-2.5-flash", withFile("mine"))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String withFile(String name) {
        return """
                {"contents":[{"parts":[{"fileData":{"mimeType":"image/png",
                 "fileUri":"https://generativelanguage.googleapis.com/v1beta/files/%s"}}]}]}""".formatted(name);
    }
}
