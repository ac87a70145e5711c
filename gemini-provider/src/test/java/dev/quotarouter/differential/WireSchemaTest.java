package dev.quotarouter.differential;

import static dev.quotarouter.differential.WireSchema.requireValid;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What we send is what Google's schema of a request names, and nothing else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireSchemaTest {
    private final Loopback server = new Loopback();
    private final OurAdapter ours = new OurAdapter(server.address());

    @AfterAll
    void close() {
        ours.close();
        server.close();
    }

    @ParameterizedTest(name = "{0}, to {1}")
    @MethodSource("dev.quotarouter.differential.GoogleTypesTest#requests")
    void every_feature_is_sent_as_the_schema_has_it(String what, String model, ChatRequest request) {
        server.reply(Corpus.body("alike/one-text.json"));
        ours.send(model, request);

        requireValid(server.request());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "mood": 1                                                              | unknown name .mood
            "generationConfig": {"max_output_tokens": 1}                           | unknown name .generationConfig.max_output_tokens
            "generationConfig": {"temperature": "hot"}                             | .generationConfig.temperature must be number
            "generationConfig": {"temperature": 3}                                 | breaks @range temperature
            "generationConfig": {"stopSequences": ["1","2","3","4","5","6"]}       | breaks @most stopSequences
            "generationConfig": {"responseJsonSchema": {"type": "string"}}         | breaks @needs responseJsonSchema
            "generationConfig": {"thinkingConfig": {"thinkingBudget": 1, "thinkingLevel": "LOW"}} | breaks @upto1
            "tools": [{"functionDeclarations": [{"name": "f", "description": "d", "parametersJsonSchema": {"properties": {"x": {"pattern": "a"}}}}]}] | parametersJsonSchema.properties.x.pattern
            "tools": [{"googleSearch": {}, "codeExecution": {}}]                   | breaks @one
            "tools": {}                                                            | .tools must be a list
            "toolConfig": {"functionCallingConfig": {"mode": "auto"}}              | mode must be
            "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT"}]           | threshold is missing
            "systemInstruction": {"parts": [{"inlineData": {}}]}                   | unknown name .systemInstruction.parts[0].inlineData
            """)
    void what_the_schema_does_not_have_is_found(String member, String complaint) {
        assertThatThrownBy(() -> requireValid(
                        "{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"x\"}]}], " + member + "}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {}                                                                     | .contents is missing
            {"contents": [{"role": "function", "parts": [{"text": "x"}]}]}         | .contents[0].role must be
            {"contents": [{"role": "user", "parts": []}]}                          | .contents[0].parts is missing
            {"contents": [{"role": "user", "parts": [{}]}]}                        | breaks @one
            {"contents": [{"role": "user", "parts": [{"text": "x", "functionCall": {"name": "f"}}]}]} | breaks @one
            {"contents": [{"role": "user", "parts": [{"functionResponse": {"name": "f", "response": "x"}}]}]} | response must be object
            {"contents": [{"role": "user", "parts": [{"inlineData": {"mimeType": "a/b", "data": "?"}}]}]} | data must be bytes
            """)
    void a_conversation_of_another_form_is_found(String body, String complaint) {
        assertThatThrownBy(() -> requireValid(body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }
}
