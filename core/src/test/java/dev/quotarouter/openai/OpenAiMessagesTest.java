package dev.quotarouter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatMessage;
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
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiMessagesTest {
    private static final byte[] BYTES = {1, 2, 3, 4};
    private static final DataPart PNG = new DataPart("image/png", BYTES);

    private static List<ChatMessage> read(String messages) {
        return OpenAiChat.readRequest("{\"model\": \"gpt-4\", \"messages\": " + messages + "}")
                .request()
                .messages();
    }

    private static Part part(String part) {
        return read("[{\"role\": \"user\", \"content\": [" + part + "]}]")
                .get(0)
                .parts()
                .get(0);
    }

    private static ChatMessage assistant(String members) {
        return read("[{\"role\": \"assistant\", " + members + "}]").get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "developer"})
    void instructions_go_by_either_name(String role) {
        List<ChatMessage> messages = read("[{\"role\": \"" + role + "\", \"content\": \"Be brief.\"}]");

        assertThat(messages).containsExactly(ChatMessage.system("Be brief."));
    }

    @Test
    void content_is_a_text_or_a_list_of_parts() {
        assertThat(read("[{\"role\": \"user\", \"content\": \"Hi\"}]"))
                .isEqualTo(read("[{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"Hi\"}]}]"));
    }

    @Test
    void a_picture_in_a_data_url_is_data() {
        assertThat(part("{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:image/png;base64,AQIDBA==\"}}"))
                .isEqualTo(PNG);
    }

    @Test
    void a_picture_at_an_address_is_a_file_for_the_provider_to_fetch() {
        assertThat(part("{\"type\": \"image_url\", \"image_url\": {\"url\": \"https://example.com/a.png\"}}"))
                .isEqualTo(new FilePart("https://example.com/a.png", Optional.empty(), Optional.empty()));
        assertThat(part("{\"type\": \"image_url\", \"image_url\": {\"url\": \"https://example.com/a\","
                        + " \"format\": \"image/png\"}}"))
                .isEqualTo(new FilePart("https://example.com/a", "image/png"));
    }

    @Test
    void sound_has_a_format() {
        assertThat(part("{\"type\": \"input_audio\", \"input_audio\": {\"data\": \"AQIDBA==\", \"format\": \"wav\"}}"))
                .isEqualTo(new DataPart("audio/wav", BYTES));
    }

    @Test
    void a_file_is_data_or_an_address() {
        assertThat(part("{\"type\": \"file\", \"file\": {\"filename\": \"a.pdf\","
                        + " \"file_data\": \"data:application/pdf;base64,AQIDBA==\"}}"))
                .isEqualTo(new DataPart("application/pdf", BYTES));
        assertThat(part("{\"type\": \"file\", \"file\": {\"file_id\": \"https://files.example/v1/files/7\","
                        + " \"format\": \"video/mp4\"}}"))
                .isEqualTo(new FilePart("https://files.example/v1/files/7", "video/mp4"));
    }

    @Test
    void hints_beside_the_contents_are_listed() {
        OpenAiRequest read = OpenAiChat.readRequest("""
                {"model": "gpt-4", "messages": [{"role": "user", "name": "Ann", "content": [
                  {"type": "image_url", "cache_control": {"type": "ephemeral"},
                   "image_url": {"url": "https://example.com/a.png", "detail": "low"}}]}]}
                """);

        assertThat(read.ignored())
                .containsExactly(
                        "messages[0].name",
                        "messages[0].content[0].cache_control",
                        "messages[0].content[0].image_url.detail");
    }

    @Test
    void a_reply_without_contents_is_a_reply() {
        assertThat(assistant("\"content\": null").parts()).isEmpty();
        assertThat(assistant("\"content\": \"\"").parts()).isEmpty();
    }

    @Test
    void a_refusal_is_what_the_model_said() {
        assertThat(assistant("\"content\": null, \"refusal\": \"No.\"").text()).isEqualTo("No.");
        assertThat(assistant("\"content\": [{\"type\": \"refusal\", \"refusal\": \"No.\"}]")
                        .text())
                .isEqualTo("No.");
    }

    @Test
    void a_message_as_openais_clients_echo_it_is_read() {
        ChatMessage message = assistant("\"content\": \"Hi\", \"refusal\": null, \"annotations\": [], \"audio\": null,"
                + " \"function_call\": null, \"tool_calls\": null");

        assertThat(message).isEqualTo(ChatMessage.assistant("Hi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"1\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{}\"},"
                        + " \"extra_content\": {\"google\": {\"thought_signature\": \"sig\"}}}",
                "{\"id\": \"1\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{}\"},"
                        + " \"provider_specific_fields\": {\"thought_signature\": \"sig\"}}",
                "{\"id\": \"1\", \"type\": \"function\", \"index\": 0, \"function\": {\"name\": \"f\","
                        + " \"arguments\": \"\", \"provider_specific_fields\": {\"thought_signature\": \"sig\"}}}",
            })
    void a_call_keeps_its_signature_wherever_it_stands(String call) {
        assertThat(assistant("\"tool_calls\": [" + call + "]").parts())
                .containsExactly(new ToolCall("1", "f", "{}", Optional.of("sig")));
    }

    @Test
    void an_empty_signature_is_none() {
        assertThat(assistant("\"content\": \"Hi\", \"extra_content\": {\"google\": {\"thought_signature\": \"\"}}"))
                .isEqualTo(ChatMessage.assistant("Hi"));
    }

    @Test
    void arguments_stay_as_they_were_written() {
        String arguments = "{\\\"z\\\": 1.50, \\\"a\\\": [1e400]}";

        ChatMessage message = assistant("\"tool_calls\": [{\"id\": \"1\", \"type\": \"function\", \"function\":"
                + " {\"name\": \"f\", \"arguments\": \"" + arguments + "\"}}]");

        assertThat(message.toolCalls().get(0).argumentsJson()).isEqualTo("{\"z\": 1.50, \"a\": [1e400]}");
    }

    @Test
    void results_in_a_row_are_one_message_and_know_the_names_of_their_tools() {
        List<ChatMessage> messages = read("""
                [{"role": "user", "content": "Hi"},
                 {"role": "assistant", "tool_calls": [
                   {"id": "1", "type": "function", "function": {"name": "now", "arguments": "{}"}},
                   {"id": "2", "type": "function", "function": {"name": "weather", "arguments": "{}"}}]},
                 {"role": "tool", "tool_call_id": "2", "content": "rain"},
                 {"role": "tool", "tool_call_id": "1", "content": [{"type": "text", "text": "no"},
                   {"type": "text", "text": "on"},
                   {"type": "image_url", "image_url": {"url": "data:image/png;base64,AQIDBA=="}}]},
                 {"role": "user", "content": "Thanks"}]
                """);

        assertThat(messages)
                .extracting(ChatMessage::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
        assertThat(messages.get(2).parts())
                .containsExactly(
                        new ToolResult("2", "weather", "rain"), new ToolResult("1", "now", "noon", List.of(PNG)));
    }

    @Test
    void a_result_whose_call_was_cut_from_the_history_may_bring_its_name() {
        assertThat(read("[{\"role\": \"tool\", \"tool_call_id\": \"1\", \"name\": \"now\", \"content\": \"noon\"}]"))
                .containsExactly(ChatMessage.toolResults(new ToolResult("1", "now", "noon")));
    }

    static List<ChatMessage> everyKindOfMessage() {
        ToolCall call = new ToolCall("1", "weather", "{\"city\": \"Köln\"}", Optional.of("c2ln"));
        return List.of(
                ChatMessage.system("Be brief."),
                ChatMessage.user("Hi"),
                ChatMessage.user(
                        new TextPart("Look:"),
                        PNG,
                        new DataPart("audio/wav", BYTES),
                        new DataPart("application/pdf", BYTES),
                        new FilePart("https://files.example/v1/files/7", "video/mp4")),
                ChatMessage.assistant("Hello"),
                new ChatMessage(Role.ASSISTANT, List.of()),
                new ChatMessage(Role.ASSISTANT, List.of(new TextPart("Hello", Optional.of("c2ln")))),
                new ChatMessage(Role.ASSISTANT, List.of(new ThoughtPart("Hm."), new TextPart("A picture"), PNG)),
                new ChatMessage(Role.ASSISTANT, List.of(PNG.withSignature("c2ln"))),
                new ChatMessage(
                        Role.ASSISTANT,
                        List.of(
                                new ProviderPart("gemini", "{\"toolCall\": {\"z\": 1, \"a\": 2}}"),
                                new TextPart("Wait"),
                                call,
                                new ToolCall("2", "now", "{}"))),
                new ChatMessage(Role.ASSISTANT, List.of(call, new TextPart("", Optional.of("dGFpbA==")))));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfMessage")
    void a_message_that_is_written_reads_as_it_was(ChatMessage message) {
        String json = OpenAiChat.writeMessages(List.of(message));

        assertThat(read(json)).containsExactly(message);
    }

    @Test
    void results_that_are_written_read_as_they_were() {
        List<ChatMessage> messages = List.of(
                ChatMessage.user("Hi"),
                new ChatMessage(Role.ASSISTANT, List.of(new ToolCall("1", "f", "{}"), new ToolCall("2", "g", "{}"))),
                ChatMessage.toolResults(
                        new ToolResult("1", "f", "{\"a\": 1}"), new ToolResult("2", "g", "", List.of(PNG))));

        assertThat(read(OpenAiChat.writeMessages(messages))).isEqualTo(messages);
    }
}
