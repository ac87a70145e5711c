package dev.quotarouter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatOptions;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.chat.RoutingOptions;
import dev.quotarouter.chat.SafetySetting;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.Thinking;
import dev.quotarouter.chat.Thinking.Effort;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolChoice;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiRequestTest {
    private static final String TOOLS = """
            "tools": [
              {"type": "function", "function": {"name": "now"}},
              {"type": "function", "function": {"name": "weather", "description": "of a city", "strict": true,
                "parameters": {"type": "object", "properties": {"z": {"type": "string"}, "a": {"maximum": 1.50}}}}}]
            """;

    /** Reads a request with these fields beside the usual ones. */
    private static OpenAiRequest read(String... fields) {
        String more = fields.length == 0 ? "" : ", " + String.join(", ", fields);
        return OpenAiChat.readRequest(
                "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]" + more + "}");
    }

    private static ChatRequest chat(String... fields) {
        return read(fields).request();
    }

    private static ChatOptions options(String... fields) {
        return chat(fields).options();
    }

    @Test
    void the_least_request_is_a_model_and_a_message() {
        OpenAiRequest read = read();

        assertThat(read.request().model()).isEqualTo("gpt-4");
        assertThat(read.request().messages().get(0).text()).isEqualTo("Hi");
        assertThat(read.stream()).isFalse();
        assertThat(read.includeUsage()).isFalse();
        assertThat(read.ignored()).isEmpty();
    }

    @Test
    void what_is_not_set_stays_at_the_models_default() {
        ChatRequest bare = chat();

        assertThat(bare.temperature()).isEmpty();
        assertThat(bare.topP()).isEmpty();
        assertThat(bare.maxOutputTokens()).isEmpty();
        assertThat(bare.seed()).isEmpty();
        assertThat(bare.stop()).isEmpty();
        assertThat(bare.thinking()).isEmpty();
        assertThat(bare.toolChoice()).isEqualTo(ToolChoice.AUTO);
        assertThat(bare.responseFormat()).isEqualTo(ResponseFormat.TEXT);
        assertThat(bare.options().candidateCount()).isEqualTo(1);
        assertThat(bare.options().topLogprobs()).isEmpty();
    }

    @Test
    void null_is_as_good_as_nothing() {
        OpenAiRequest read = read(
                "\"temperature\": null, \"tools\": null, \"tool_choice\": null, \"response_format\": null",
                "\"stop\": null, \"stream\": null, \"stream_options\": null, \"user\": null, \"frobnicate\": null",
                "\"audio\": null, \"store\": null, \"logit_bias\": null, \"extra_body\": null, \"n\": null");

        assertThat(read.request().temperature()).isEmpty();
        assertThat(read.ignored()).isEmpty();
    }

    @Test
    void randomness_is_read() {
        ChatRequest request = chat("\"temperature\": 0.7, \"top_p\": 1, \"seed\": -7, \"top_k\": 40");

        assertThat(request.temperature()).hasValue(0.7);
        assertThat(request.topP()).hasValue(1);
        assertThat(request.seed()).hasValue(-7);
        assertThat(request.options().topK()).hasValue(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens"})
    void the_length_goes_by_either_name(String name) {
        assertThat(chat("\"" + name + "\": 100").maxOutputTokens()).hasValue(100);
    }

    @Test
    void both_names_of_the_length_may_say_the_same() {
        assertThat(chat("\"max_tokens\": 9, \"max_completion_tokens\": 9").maxOutputTokens())
                .hasValue(9);
    }

    @Test
    void stop_is_one_text_or_several() {
        assertThat(chat("\"stop\": \"END\"").stop()).containsExactly("END");
        assertThat(chat("\"stop\": [\"END\", \"\\n\"]").stop()).containsExactly("END", "\n");
    }

    @Test
    void penalties_and_the_number_of_replies_are_read() {
        ChatOptions options = options("\"presence_penalty\": -2, \"frequency_penalty\": 0.5, \"n\": 3");

        assertThat(options.presencePenalty()).hasValue(-2);
        assertThat(options.frequencyPenalty()).hasValue(0.5);
        assertThat(options.candidateCount()).isEqualTo(3);
    }

    @Test
    void probabilities_are_asked_for_with_or_without_alternatives() {
        assertThat(options("\"logprobs\": true").topLogprobs()).hasValue(0);
        assertThat(options("\"logprobs\": true, \"top_logprobs\": 5").topLogprobs())
                .hasValue(5);
        assertThat(options("\"logprobs\": false, \"top_logprobs\": 0").topLogprobs())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"default, standard", "standard, standard", "flex, flex", "priority, priority"})
    void the_class_of_service_is_read(String openAi, String here) {
        assertThat(options("\"service_tier\": \"" + openAi + "\"").serviceTier())
                .hasValue(here);
    }

    @Test
    void the_class_of_service_auto_is_the_providers_choice() {
        assertThat(options("\"service_tier\": \"auto\"").serviceTier()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "none, NONE",
        "minimal, MINIMAL",
        "low, LOW",
        "medium, MEDIUM",
        "high, HIGH",
        "xhigh, HIGH",
    })
    void the_effort_of_reasoning_is_the_effort_of_thinking(String openAi, Effort effort) {
        assertThat(chat("\"reasoning_effort\": \"" + openAi + "\"").thinking()).hasValue(Thinking.of(effort));
    }

    @Test
    void the_form_of_the_reply_is_text_or_json() {
        assertThat(chat("\"response_format\": {\"type\": \"text\"}").responseFormat())
                .isEqualTo(ResponseFormat.TEXT);
        assertThat(chat("\"response_format\": {\"type\": \"json_object\"}").responseFormat())
                .isEqualTo(ResponseFormat.JSON);
    }

    @Test
    void a_schema_keeps_its_text_and_so_the_order_of_its_keys() {
        String schema = "{\"type\": \"object\", \"properties\": {\"z\": {}, \"a\": {\"maximum\": 1e400}}}";

        OpenAiRequest read =
                read("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"reply\","
                        + " \"description\": \"short\", \"strict\": true, \"schema\": " + schema + "}}");

        assertThat(read.request().responseFormat()).isEqualTo(ResponseFormat.jsonSchema(schema));
        assertThat(read.ignored()).containsExactly("response_format.json_schema.description");
    }

    @Test
    void tools_are_read_with_their_schemas_as_they_stand() {
        assertThat(chat(TOOLS).tools())
                .containsExactly(
                        Tool.function("now", ""),
                        Tool.function(
                                        "weather",
                                        "of a city",
                                        "{\"type\": \"object\", \"properties\":"
                                                + " {\"z\": {\"type\": \"string\"}, \"a\": {\"maximum\": 1.50}}}")
                                .withStrict());
    }

    @ParameterizedTest
    @CsvSource({"auto, AUTO", "none, NONE", "required, REQUIRED"})
    void the_choice_of_tools_is_one_of_three_words(String openAi, ToolChoice.Mode mode) {
        assertThat(chat(TOOLS, "\"tool_choice\": \"" + openAi + "\"")
                        .toolChoice()
                        .mode())
                .isEqualTo(mode);
    }

    @Test
    void a_named_tool_must_be_called() {
        ToolChoice choice = chat(TOOLS, "\"tool_choice\": {\"type\": \"function\", \"function\": {\"name\": \"now\"}}")
                .toolChoice();

        assertThat(choice).isEqualTo(ToolChoice.named("now"));
    }

    @Test
    void of_the_allowed_tools_one_must_be_called_if_that_is_required() {
        ChatRequest request = chat(TOOLS, """
                "tool_choice": {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": [
                  {"type": "function", "function": {"name": "now"}},
                  {"type": "function", "function": {"name": "weather"}}]}}
                """);

        assertThat(request.toolChoice()).isEqualTo(ToolChoice.named("now", "weather"));
        assertThat(request.tools()).hasSize(2);
    }

    @Test
    void if_the_model_decides_only_the_allowed_tools_are_offered() {
        ChatRequest request = chat(TOOLS, """
                "tool_choice": {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [
                  {"type": "function", "function": {"name": "now"}}]}}
                """);

        assertThat(request.toolChoice()).isEqualTo(ToolChoice.AUTO);
        assertThat(request.tools()).extracting(Tool::name).containsExactly("now");
    }

    @Test
    void parallel_calls_are_what_models_do_anyway() {
        assertThat(read(TOOLS, "\"parallel_tool_calls\": true").ignored()).isEmpty();
        assertThat(read("\"parallel_tool_calls\": false").ignored()).containsExactly("parallel_tool_calls");
    }

    @Test
    void a_web_search_is_a_tool_of_the_providers() {
        OpenAiRequest read = read("\"web_search_options\": {\"search_context_size\": \"low\"}");

        assertThat(read.request().serverTools()).containsExactly(ServerTool.WEB_SEARCH);
        assertThat(read.ignored()).containsExactly("web_search_options.search_context_size");
    }

    @Test
    void a_stream_is_asked_for_with_or_without_its_cost() {
        assertThat(read("\"stream\": true").stream()).isTrue();
        assertThat(read("\"stream\": true").includeUsage()).isFalse();
        assertThat(read("\"stream\": true, \"stream_options\": {\"include_usage\": true}")
                        .includeUsage())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"google\": %s",
                "\"extra_body\": {\"google\": %s}",
            })
    void googles_own_fields_stand_at_the_top_or_in_extra_body(String place) {
        ChatRequest request = chat(place.formatted("""
                {"thinking_config": {"thinking_budget": 800, "include_thoughts": true},
                 "cached_content": "cachedContents/7",
                 "safety_settings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "OFF"}],
                 "generationConfig": {"responseModalities": ["TEXT", "IMAGE"]}, "store": false}
                """));

        assertThat(request.thinking()).hasValue(Thinking.budget(800).withThoughts());
        assertThat(request.options().cachedContent()).hasValue("cachedContents/7");
        assertThat(request.options().safetySettings())
                .containsExactly(new SafetySetting("HARM_CATEGORY_HARASSMENT", "OFF"));
        assertThat(request.options().providerOptions())
                .containsEntry(
                        "gemini",
                        "{\"generationConfig\":{\"responseModalities\": [\"TEXT\", \"IMAGE\"]},\"store\":false}");
    }

    @Test
    void googles_own_fields_may_be_written_in_camel_case() {
        ChatRequest request = chat("\"google\": {\"thinkingConfig\": {\"thinkingLevel\": \"LOW\"},"
                + " \"cachedContent\": \"cachedContents/7\", \"safetySettings\": []}");

        assertThat(request.thinking()).hasValue(Thinking.of(Effort.LOW));
        assertThat(request.options().cachedContent()).hasValue("cachedContents/7");
        assertThat(request.options().providerOptions()).isEmpty();
    }

    @Test
    void thoughts_can_be_asked_for_beside_an_effort() {
        assertThat(chat(
                                "\"reasoning_effort\": \"low\"",
                                "\"google\": {\"thinking_config\": {\"include_thoughts\": true}}")
                        .thinking())
                .hasValue(Thinking.of(Effort.LOW).withThoughts());
        assertThat(chat("\"google\": {\"thinking_config\": {\"include_thoughts\": true}}")
                        .thinking()
                        .orElseThrow()
                        .budgetTokens())
                .isEqualTo(OptionalInt.empty());
    }

    @Test
    void what_constrains_nothing_is_accepted_and_listed() {
        OpenAiRequest read = read(
                "\"user\": \"u\", \"metadata\": {\"a\": \"b\"}, \"store\": false, \"safety_identifier\": \"s\"",
                "\"prompt_cache_key\": \"k\", \"prediction\": {}, \"verbosity\": \"medium\", \"logit_bias\": {}",
                "\"modalities\": [\"text\"], \"stream_options\": {\"include_obfuscation\": false}");

        assertThat(read.ignored())
                .containsExactlyInAnyOrder(
                        "user",
                        "metadata",
                        "store",
                        "safety_identifier",
                        "prompt_cache_key",
                        "prediction",
                        "verbosity",
                        "stream_options.include_obfuscation");
    }

    @Test
    void what_litellms_clients_say_of_routing_is_the_requests_routing() {
        ChatRequest request = chat(
                "\"fallbacks\": [\"flash\", {\"model\": \"lite\"}]",
                "\"num_retries\": 0, \"timeout\": 2.5, \"priority\": 3",
                "\"tags\": [\"free\", \"eu\"], \"metadata\": {\"tags\": [\"eu\", \"night\"]}",
                "\"allowed_model_region\": \"eu\"");

        assertThat(request.routing())
                .isEqualTo(RoutingOptions.DEFAULT
                        .withFallbacks("flash", "lite")
                        .withNumRetries(0)
                        .withTimeout(Duration.ofMillis(2_500))
                        .withTags("free", "eu", "night")
                        .withRegion("eu"));
        assertThat(request.priority()).hasValue(3);
        assertThat(request.deadline()).isEmpty();
    }

    @Test
    void who_says_nothing_of_routing_is_routed_as_configured() {
        assertThat(chat().routing()).isSameAs(RoutingOptions.DEFAULT);
        assertThat(chat("\"disable_fallbacks\": false").routing()).isSameAs(RoutingOptions.DEFAULT);
        assertThat(chat().priority()).isEmpty();
    }

    @Test
    void fallbacks_that_are_disabled_are_none_whatever_else_is_said() {
        OpenAiRequest read = read("\"disable_fallbacks\": true, \"fallbacks\": [\"flash\"]");

        assertThat(read.request().routing().fallbacks()).hasValue(List.of());
        assertThat(read.ignored()).containsExactly("fallbacks");
        assertThat(chat("\"fallbacks\": []").routing().fallbacks()).hasValue(List.of());
    }

    @Test
    void of_the_metadata_tags_are_read_and_the_rest_is_listed() {
        assertThat(read("\"metadata\": {\"tags\": [\"a\"]}").ignored()).isEmpty();
        assertThat(read("\"metadata\": {\"tags\": [\"a\"], \"user\": \"u\"}").ignored())
                .containsExactly("metadata");
        // OpenAI's metadata has texts alone, and so no tags.
        OpenAiRequest text = read("\"metadata\": {\"tags\": \"a\"}");
        assertThat(text.request().routing().tags()).isEmpty();
        assertThat(text.ignored()).containsExactly("metadata");
    }
}
