package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.JSON;
import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiContentTest {
    private static final String THIRD = "gemini-3-flash-preview";
    private static final Optional<String> SIGNED = Optional.of("c2ln");
    private static final Optional<String> UNSIGNED = Optional.empty();
    private static final DataPart IMAGE = new DataPart("image/png", new byte[] {1, 2, 3});

    private final Wire wire = new Wire();

    @AfterEach
    void close() {
        wire.close();
    }

    private void assertUserSends(Part part, String expected) {
        ChatRequest request = ChatRequest.builder("g").user(part).build();

        assertThat(wire.body(MODEL, request).at("/contents/0/parts")).isEqualTo(JSON.readTree("[" + expected + "]"));
    }

    private void assertModelSaid(String expected, Part... parts) {
        ChatRequest request = ChatRequest.builder("g")
                .user("Hi")
                .message(new ChatMessage(Role.ASSISTANT, List.of(parts)))
                .user("Go on")
                .build();

        assertThat(wire.body(THIRD, request).at("/contents/1/parts")).isEqualTo(JSON.readTree("[" + expected + "]"));
    }

    @Test
    void a_file_is_named_with_its_type_if_it_is_known() {
        String uri = "https://generativelanguage.googleapis.com/v1beta/files/abc";

        assertUserSends(new FilePart(uri, "video/mp4"), """
                {"fileData":{"mimeType":"video/mp4","fileUri":"%s"}}""".formatted(uri));
        assertUserSends(new FilePart("https://youtu.be/x", Optional.empty(), Optional.empty()), """
                {"fileData":{"fileUri":"https://youtu.be/x"}}""");
    }

    @Test
    void options_of_data_stand_beside_it() {
        assertUserSends(new FilePart("https://youtu.be/x", "video/mp4").withOptions("""
                        {"videoMetadata": {"startOffset": "10s", "fps": 0.5}}"""), """
                {"fileData":{"mimeType":"video/mp4","fileUri":"https://youtu.be/x"},
                 "videoMetadata":{"startOffset":"10s","fps":0.5}}""");
        assertUserSends(IMAGE.withOptions("""
                        {"mediaResolution": {"level": "MEDIA_RESOLUTION_LOW"}}"""), """
                {"inlineData":{"mimeType":"image/png","data":"AQID"},
                 "mediaResolution":{"level":"MEDIA_RESOLUTION_LOW"}}""");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"fileData": {}}                              | must not set fileData
            {"thought_signature": {}}                     | must not set thought_signature
            {"videoMetadata": "10s"}                      | videoMetadata of a part must be an object
            {"videoMetadata": {}, "videoMetadata": {}}    | "videoMetadata" comes twice
            """)
    void options_that_cannot_stand_beside_data_are_refused(String options, String reason) {
        ChatRequest request =
                ChatRequest.builder("g").user(IMAGE.withOptions(options)).build();

        assertThat(wire.refusal(MODEL, request)).contains(reason);
    }

    @Test
    void a_signature_stays_with_its_part_and_no_part_is_joined_to_another() {
        assertModelSaid(
                """
                {"text":"a"},{"text":"b","thoughtSignature":"c2ln"},{"text":"","thoughtSignature":"c2ln"},
                {"inlineData":{"mimeType":"image/png","data":"AQID"},"thoughtSignature":"c2ln"}""",
                new TextPart("a"),
                new TextPart("b", SIGNED),
                new TextPart("", SIGNED),
                IMAGE.withSignature("c2ln"));
    }

    @Test
    void a_thought_goes_back_if_it_is_signed() {
        assertModelSaid("""
                {"text":"deep","thought":true,"thoughtSignature":"c2ln"},{"text":"So."}""", new ThoughtPart("a summary"), new ThoughtPart("deep", SIGNED), new TextPart("So."));
    }

    @Test
    void a_program_and_what_it_printed_go_back() {
        assertModelSaid(
                """
                {"executableCode":{"id":"c1","language":"PYTHON","code":"print(1)"},"thoughtSignature":"c2ln"},
                {"codeExecutionResult":{"id":"c1","outcome":"OUTCOME_OK","output":"1"}},
                {"executableCode":{"language":"PYTHON","code":"2"}}""",
                new CodePart("c1", "PYTHON", "print(1)", SIGNED),
                new CodeResultPart("c1", "OUTCOME_OK", "1", UNSIGNED),
                new CodePart("", "PYTHON", "2", UNSIGNED));
    }

    @Test
    void a_part_that_only_Gemini_understands_goes_back_as_it_came_and_others_parts_do_not() {
        assertModelSaid(
                """
                {"toolCall":{"id":"t","toolType":"GOOGLE_SEARCH_WEB","args":{}},"thoughtSignature":"c2ln"},
                {"text":"Found."}""",
                new ProviderPart("gemini", """
                        {"toolCall":{"id":"t","toolType":"GOOGLE_SEARCH_WEB","args":{}},"thoughtSignature":"c2ln"}"""),
                new ProviderPart("elsewhere", "{\"x\":1}"),
                new TextPart("Found."));
    }

    @Test
    void a_turn_of_which_nothing_is_left_is_left_out() {
        ChatRequest request = ChatRequest.builder("g")
                .user("One")
                .message(new ChatMessage(Role.ASSISTANT, List.of(new ThoughtPart("hm"))))
                .user("Two")
                .build();

        wire.assertSent(THIRD, request, """
                {"contents":[{"role":"user","parts":[{"text":"One"},{"text":"Two"}]}]}""");
    }

    private static ChatRequest withImageFromTool(DataPart image) {
        ToolCall call = new ToolCall("id-1", "draw", "{}", SIGNED);
        return ChatRequest.builder("g")
                .user("Draw")
                .message(new ChatMessage(Role.ASSISTANT, List.of(call)))
                .message(ChatMessage.toolResults(ToolResult.of(call, "done", image)))
                .build();
    }

    @Test
    void data_of_a_result_stands_in_it() {
        assertThat(wire.body(THIRD, withImageFromTool(IMAGE)).at("/contents/2/parts"))
                .isEqualTo(JSON.readTree("""
                        [{"functionResponse":{"id":"id-1","name":"draw","response":{"result":"done"},
                          "parts":[{"inlineData":{"mimeType":"image/png","data":"AQID"}}]}}]"""));
    }

    @Test
    void data_of_a_result_stands_beside_it_before_Gemini_3() {
        assertThat(wire.body(MODEL, withImageFromTool(IMAGE)).at("/contents/2/parts"))
                .isEqualTo(JSON.readTree("""
                        [{"functionResponse":{"id":"id-1","name":"draw","response":{"result":"done"}}},
                         {"inlineData":{"mimeType":"image/png","data":"AQID"}}]"""));
    }

    @Test
    void data_of_a_result_takes_no_options() {
        ChatRequest request = withImageFromTool(IMAGE.withOptions("{\"mediaResolution\":{}}"));

        assertThat(wire.refusal(THIRD, request)).contains("takes no options");
    }
}
