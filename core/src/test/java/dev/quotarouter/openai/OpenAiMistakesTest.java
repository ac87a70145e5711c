package dev.quotarouter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.RequestProblem;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiMistakesTest {
    private static final String MESSAGES = "\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]";
    private static final String TOOL = "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"now\"}}]";

    private static InvalidRequestException refused(String json) {
        InvalidRequestException exception =
                catchThrowableOfType(InvalidRequestException.class, () -> OpenAiChat.readRequest(json));
        assertThat(exception).as(json).isNotNull();
        assertThat(exception.attempts()).isEmpty();
        return exception;
    }

    private static List<String> fields(String json) {
        return refused(json).problems().stream().map(RequestProblem::field).toList();
    }

    private static List<String> fieldsWith(String field) {
        return fields("{\"model\": \"gpt-4\", " + MESSAGES + ", " + field + "}");
    }

    private static List<String> fieldsOfPart(String part) {
        return fields("{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"},"
                + " {\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"b\"}, " + part + "]}]}");
    }

    // The separator is one that JSON has no use for.
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '\0',
            value = {
                "\"temperature\": 2.1 § temperature",
                "\"temperature\": \"hot\" § temperature",
                "\"temperature\": 1e400 § temperature",
                "\"top_p\": -0.1 § top_p",
                "\"top_k\": 0 § top_k",
                "\"seed\": 2147483648 § seed",
                "\"seed\": 1.5 § seed",
                "\"max_tokens\": 0 § max_tokens",
                "\"max_completion_tokens\": 99999999999999999999999999 § max_completion_tokens",
                "\"max_tokens\": 1, \"max_completion_tokens\": 2 § max_tokens",
                "\"n\": 0 § n",
                "\"stop\": 7 § stop",
                "\"stop\": [\"a\", 7] § stop[1]",
                "\"stop\": [null] § stop[0]",
                "\"presence_penalty\": 3 § presence_penalty",
                "\"frequency_penalty\": [] § frequency_penalty",
                "\"logprobs\": 1 § logprobs",
                "\"top_logprobs\": 5 § top_logprobs",
                "\"logprobs\": true, \"top_logprobs\": 21 § top_logprobs",
                "\"reasoning_effort\": \"utmost\" § reasoning_effort",
                "\"service_tier\": \"scale\" § service_tier",
                "\"stream\": \"yes\" § stream",
                "\"fallbacks\": \"flash\" § fallbacks",
                "\"fallbacks\": [\"flash\", 7] § fallbacks[1]",
                "\"fallbacks\": [\" \"] § fallbacks[0]",
                "\"fallbacks\": [{\"model\": \"flash\", \"messages\": []}] § fallbacks[0]",
                "\"fallbacks\": [{\"gpt-4\": [\"flash\"]}] § fallbacks[0].model, fallbacks[0]",
                "\"disable_fallbacks\": \"yes\" § disable_fallbacks",
                "\"num_retries\": -1 § num_retries",
                "\"timeout\": 0 § timeout",
                "\"timeout\": \"10s\" § timeout",
                "\"tags\": \"free\" § tags",
                "\"tags\": [\"free\", null] § tags[1]",
                "\"metadata\": {\"tags\": [1]} § metadata.tags[0]",
                "\"allowed_model_region\": \"\" § allowed_model_region",
                "\"priority\": 1.5 § priority",
                "\"stream_options\": {\"include_usage\": 1} § stream_options.include_usage",
                "\"stream_options\": {\"speed\": 1} § stream_options.speed",
                "\"response_format\": \"json\" § response_format",
                "\"response_format\": {} § response_format.type",
                "\"response_format\": {\"type\": \"xml\"} § response_format.type",
                "\"response_format\": {\"type\": \"json_schema\"} § response_format.json_schema",
                "\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"schema\": []}}"
                        + " § response_format.json_schema.schema",
                "\"response_format\": {\"type\": \"json_object\", \"schema\": {}} § response_format.schema",
                "\"tools\": {} § tools",
                "\"tools\": [{\"type\": \"custom\", \"custom\": {}, \"function\": {\"name\": \"f\"}}]"
                        + " § tools[0].type, tools[0].custom",
                "\"tools\": [{\"type\": \"function\"}] § tools[0].function",
                "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"a b\"}}] § tools[0].function.name",
                "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": \"{}\"}}]"
                        + " § tools[0].function.parameters",
                "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}},"
                        + " {\"type\": \"function\", \"function\": {\"name\": \"f\"}}] § tools[1].function.name",
                "\"tool_choice\": \"required\" § tool_choice",
                "\"tool_choice\": \"any\" § tool_choice",
                "\"tool_choice\": {\"type\": \"function\", \"function\": {\"name\": \"f\"}}"
                        + " § tool_choice.function.name",
                "\"tool_choice\": {\"type\": \"allowed_tools\", \"allowed_tools\": {\"mode\": \"auto\","
                        + " \"tools\": []}} § tool_choice.allowed_tools.tools",
                TOOL + ", \"parallel_tool_calls\": false § parallel_tool_calls",
                "\"web_search_options\": true § web_search_options",
                "\"modalities\": [\"text\", \"audio\"] § modalities[1]",
                "\"audio\": {\"voice\": \"alloy\"} § audio",
                "\"logit_bias\": {\"50256\": -100} § logit_bias",
                "\"store\": true § store",
                "\"verbosity\": \"low\" § verbosity",
                "\"functions\": [] § functions",
                "\"function_call\": \"auto\" § function_call",
                "\"frobnicate\": 1 § frobnicate",
                "\"extra_body\": {\"frobnicate\": 1} § extra_body.frobnicate",
                "\"extra_body\": {\"google\": {}}, \"google\": {} § google",
                "\"google\": {\"thinking_config\": {\"thinking_budget\": -2}}"
                        + " § google.thinking_config.thinking_budget",
                "\"google\": {\"thinking_config\": {\"thinking_budget\": 5, \"thinking_level\": \"low\"}}"
                        + " § google.thinking_config.thinking_budget",
                "\"google\": {\"thinking_config\": {\"thinking_budget\": 5}}, \"reasoning_effort\": \"low\""
                        + " § reasoning_effort",
                "\"google\": {\"cached_content\": \"a\", \"cachedContent\": \"b\"} § google.cachedContent",
                "\"google\": {\"safety_settings\": [{\"category\": \"c\"}]} § google.safety_settings[0].threshold",
            })
    void what_cannot_be_honoured_is_named_by_its_place(String field, String places) {
        assertThat(fieldsWith(field)).containsExactlyInAnyOrder(places.split(", ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '\0',
            value = {
                "{\"type\": \"video_url\", \"video_url\": {}} § messages[1].content[1].type",
                "{\"type\": \"refusal\", \"refusal\": \"no\"} § messages[1].content[1].type",
                "{\"text\": \"b\"} § messages[1].content[1].type",
                "7 § messages[1].content[1]",
                "null § messages[1].content[1]",
                "{\"type\": \"text\"} § messages[1].content[1].text",
                "{\"type\": \"text\", \"text\": []} § messages[1].content[1].text",
                "{\"type\": \"text\", \"text\": \"b\", \"bold\": true} § messages[1].content[1].bold",
                "{\"type\": \"image_url\", \"image_url\": \"https://a.b/c\"} § messages[1].content[1].image_url",
                "{\"type\": \"image_url\", \"image_url\": {\"url\": \"file:///etc/passwd\"}}"
                        + " § messages[1].content[1].image_url.url",
                "{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:image/png,abc\"}}"
                        + " § messages[1].content[1].image_url.url",
                "{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:;base64,AAAA\"}}"
                        + " § messages[1].content[1].image_url.url",
                "{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:image/png;base64,\"}}"
                        + " § messages[1].content[1].image_url.url",
                "{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:image/png;base64,%%%\"}}"
                        + " § messages[1].content[1].image_url.url",
                "{\"type\": \"input_audio\", \"input_audio\": {\"data\": \"AAAA\"}}"
                        + " § messages[1].content[1].input_audio.format",
                "{\"type\": \"input_audio\", \"input_audio\": {\"data\": \"AAAA\", \"format\": \"a/b\"}}"
                        + " § messages[1].content[1].input_audio.format",
                "{\"type\": \"file\", \"file\": {\"file_id\": \"file-123\"}} § messages[1].content[1].file.file_id",
                "{\"type\": \"file\", \"file\": {}} § messages[1].content[1].file.file_id",
            })
    void a_part_that_cannot_be_sent_is_named_by_its_place(String part, String place) {
        assertThat(fieldsOfPart(part)).containsExactly(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '\0',
            value = {
                "{} § messages[0].role",
                "{\"role\": \"function\", \"content\": \"a\"} § messages[0].role",
                "{\"role\": \"user\"} § messages[0].content",
                "{\"role\": \"user\", \"content\": 7} § messages[0].content",
                "{\"role\": \"user\", \"content\": []} § messages[0].content",
                "{\"role\": \"user\", \"content\": \"a\", \"mood\": \"good\"} § messages[0].mood",
                "{\"role\": \"system\", \"content\": [{\"type\": \"image_url\", \"image_url\": {}}]}"
                        + " § messages[0].content[0].type",
                "{\"role\": \"tool\", \"content\": \"a\"} § messages[0].tool_call_id",
                "{\"role\": \"tool\", \"tool_call_id\": \"1\", \"content\": \"a\"} § messages[0].tool_call_id",
                "{\"role\": \"tool\", \"tool_call_id\": \"1\", \"name\": \"f\", \"content\": [{\"type\": \"image_url\","
                        + " \"image_url\": {\"url\": \"https://a.b/c\"}}]} § messages[0].content[0].image_url.url",
                "{\"role\": \"assistant\", \"audio\": {\"id\": \"1\"}} § messages[0].audio",
                "{\"role\": \"assistant\", \"function_call\": {\"name\": \"f\"}} § messages[0].function_call",
                "{\"role\": \"assistant\", \"tool_calls\": [{\"id\": \"1\", \"type\": \"custom\", \"function\":"
                        + " {\"name\": \"f\", \"arguments\": \"{}\"}}]} § messages[0].tool_calls[0].type",
                "{\"role\": \"assistant\", \"tool_calls\": [{\"id\": \"1\", \"type\": \"function\", \"function\":"
                        + " {\"name\": \"f\", \"arguments\": \"{\"}}]} § messages[0].tool_calls[0].function.arguments",
                "{\"role\": \"assistant\", \"tool_calls\": [{\"id\": \"1\", \"type\": \"function\", \"function\":"
                        + " {\"name\": \"f\", \"arguments\": {}}}]} § messages[0].tool_calls[0].function.arguments",
                "{\"role\": \"assistant\", \"tool_calls\": [{\"type\": \"function\", \"function\":"
                        + " {\"name\": \"f\", \"arguments\": \"{}\"}}]} § messages[0].tool_calls[0].id",
            })
    void a_message_that_cannot_be_sent_is_named_by_its_place(String message, String place) {
        assertThat(fields("{\"model\": \"m\", \"messages\": [" + message + "]}"))
                .containsExactly(place);
    }

    @Test
    void a_request_needs_a_model_and_a_message() {
        assertThat(fields("{}")).containsExactly("model", "messages");
        assertThat(fields("{\"model\": \" \", \"messages\": []}")).containsExactly("model", "messages");
    }

    @Test
    void one_report_has_all_mistakes_and_says_what_to_write() {
        InvalidRequestException exception = refused("""
                {"model": 7, "messages": [{"role": "user", "content": [{"type": "video"}]}], "temperature": 3,
                 "functions": []}
                """);

        assertThat(exception).hasMessage("""
                        model: must be a string; write it in quotes
                        messages[0].content[0].type: is not a type that can stand here; write one of text, image_url, \
                        input_audio, file
                        temperature: must be a number; write one within 0 to 2
                        functions: is not supported; write tools""");
    }

    @Test
    void endless_mistakes_have_a_report_that_ends() {
        String messages = String.join(",", Collections.nCopies(5_000, "{}"));

        assertThat(refused("{\"model\": \"m\", \"messages\": [" + messages + "]}")
                        .problems())
                .hasSize(101)
                .last()
                .hasToString("the request: has 4900 more mistakes; mend those above first");
    }

    @Test
    void no_content_is_ever_shown() {
        String secret = "my-secret-diary";
        InvalidRequestException exception = refused("{\"model\": \"m\", \"temperature\": \"" + secret + "\","
                + " \"messages\": [{\"role\": \"" + secret + "\"}, {\"role\": \"user\", \"content\": [{\"type\": \""
                + secret + "\"}]}, {\"role\": \"assistant\", \"content\": \"" + secret + "\", \"tool_calls\": [{\"id\":"
                + " \"" + secret + "\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \""
                + secret + "\"}}]}]}");

        assertThat(exception.problems()).hasSize(4);
        assertThat(exception).hasMessageNotContaining(secret);
        assertThat(exception.getCause()).isNull();
    }

    @Test
    void a_name_that_is_not_known_is_shown_in_moderation() {
        String field = refused("{\"model\": \"m\", " + MESSAGES + ", \"a\\n" + "b".repeat(1_000) + "\": 1}")
                .problems()
                .get(0)
                .field();

        assertThat(field).hasSize(65).startsWith("a?bbb").endsWith("b…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"text\"",
                "hello",
                "{",
                "{\"model\"",
                "{\"model\": ",
                "{\"model\": \"m",
                "{\"model\": \"m\"} {}",
                "{\"model\": \"m\", \"model\": \"n\"}",
                "{\"model\": 'm'}",
                "{\"temperature\": NaN}",
                "{\"temperature\": 01}",
                "{\"messages\": [1, }",
                "\u0000",
            })
    void what_is_not_one_json_object_is_refused_as_a_whole(String text) {
        assertThat(fields(text)).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\": %s}",
                "{\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": %s}}]}",
            })
    void nesting_without_end_is_refused_before_it_hurts(String text) {
        for (String nested : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
            assertThat(fields(text.formatted(nested))).containsExactly("");
        }
    }

    @Test
    void a_number_without_end_is_refused() {
        assertThat(fieldsWith("\"seed\": " + "9".repeat(100_000))).containsExactly("");
        assertThat(fieldsWith("\"temperature\": 1e999999999")).containsExactly("temperature");
    }

    @Test
    void a_media_type_without_end_is_named_by_its_place() {
        String url = "data:image/png" + ";a=b".repeat(100_000) + ";base64,AAAA";

        assertThat(fieldsOfPart("{\"type\": \"image_url\", \"image_url\": {\"url\": \"" + url + "\"}}"))
                .containsExactly("messages[1].content[1].image_url.url");
    }

    @Test
    void arguments_that_nest_without_end_are_named_by_their_place() {
        String nested = "{\\\"a\\\":".repeat(100_000);

        assertThat(fields("{\"model\": \"m\", \"messages\": [{\"role\": \"assistant\", \"tool_calls\": [{\"id\": \"1\","
                        + " \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"" + nested
                        + "\"}}]}]}"))
                .containsExactly("messages[0].tool_calls[0].function.arguments");
    }

    @Test
    void an_unknown_name_is_shown_without_what_cannot_be_printed() {
        assertThat(fieldsWith("\"be\\u0007ll\": 1")).containsExactly("be?ll");
        assertThat(fieldsWith("\"\\u202Etxet\": 1")).containsExactly("?txet");
        assertThat(fieldsWith("\"größe~\": 1")).containsExactly("größe~");
    }

    @Test
    void where_the_text_stops_being_json_is_said() {
        assertThat(refused("{\"model\": \"m\",\n  \"messages\": oops}"))
                .hasMessage("the request: is not JSON, at line 2, column 15; send one whole JSON object");
    }
}
