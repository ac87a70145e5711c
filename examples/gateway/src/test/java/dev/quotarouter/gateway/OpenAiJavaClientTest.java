package dev.quotarouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.models.Model;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Java, unchanged: it is only told the address and the key. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenAiJavaClientTest {
    private static final FunctionDefinition WEATHER = FunctionDefinition.builder()
            .name("get_weather")
            .description("The weather of a city")
            .parameters(FunctionParameters.builder()
                    .putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                    .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                    .build())
            .build();

    @Test
    void it_chats() {
        try (World world = World.locked()) {
            ChatCompletion completion =
                    client(world).chat().completions().create(ask("Hello").build());

            assertThat(completion.choices().get(0).message().content()).contains("You said: Hello");
            assertThat(completion.usage().orElseThrow().promptTokens()).isPositive();
            assertThat(completion.validate().model()).isEqualTo("gpt-4");
        }
    }

    @Test
    void it_streams() {
        try (World world = World.locked()) {
            String text = "word ".repeat(60).strip();
            ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
            ChatCompletionStreamOptions withUsage =
                    ChatCompletionStreamOptions.builder().includeUsage(true).build();
            try (StreamResponse<ChatCompletionChunk> chunks = client(world)
                    .chat()
                    .completions()
                    .createStreaming(ask(text).streamOptions(withUsage).build())) {
                long count = chunks.stream()
                        .peek(chunk -> whole.accumulate(chunk.validate()))
                        .count();
                assertThat(count).isGreaterThan(5);
            }

            ChatCompletion completion = whole.chatCompletion();
            assertThat(completion.choices().get(0).message().content()).contains("You said: " + text);
            assertThat(completion.usage().orElseThrow().completionTokens()).isPositive();
        }
    }

    @Test
    void it_calls_tools_and_reports_their_results() {
        try (World world = World.locked()) {
            OpenAIClient client = client(world);
            ChatCompletionCreateParams.Builder conversation =
                    ask("What is the weather in Paris?").addFunctionTool(WEATHER);

            ChatCompletionMessage calling = client.chat()
                    .completions()
                    .create(conversation.build())
                    .choices()
                    .get(0)
                    .message();
            ChatCompletionMessageFunctionToolCall call =
                    calling.toolCalls().orElseThrow().get(0).asFunction();
            conversation
                    .addMessage(calling)
                    .addMessage(ChatCompletionToolMessageParam.builder()
                            .toolCallId(call.id())
                            .content("{\"celsius\": 21}")
                            .build());
            ChatCompletion answer = client.chat().completions().create(conversation.build());

            assertThat(call.function().name()).isEqualTo("get_weather");
            assertThat(call.function().arguments()).contains("city");
            assertThat(answer.choices().get(0).message().content().orElseThrow())
                    .startsWith("According to get_weather")
                    .contains("21");
        }
    }

    @Test
    void it_streams_tool_calls() {
        try (World world = World.locked()) {
            ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
            try (StreamResponse<ChatCompletionChunk> chunks = client(world)
                    .chat()
                    .completions()
                    .createStreaming(ask("What is the weather in Paris?")
                            .addFunctionTool(WEATHER)
                            .build())) {
                chunks.stream().forEach(whole::accumulate);
            }

            ChatCompletion.Choice choice = whole.chatCompletion().choices().get(0);
            assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
            assertThat(choice.message()
                            .toolCalls()
                            .orElseThrow()
                            .get(0)
                            .asFunction()
                            .function()
                            .name())
                    .isEqualTo("get_weather");
        }
    }

    @Test
    void it_reads_errors() {
        try (World world =
                World.limited(Limits.of(1, 250_000, 100), router -> router.requestDeadline(Duration.ofMillis(500)))) {
            OpenAIClient client = client(world);

            NotFoundException unknown = catchThrowableOfType(
                    NotFoundException.class,
                    () -> client.chat()
                            .completions()
                            .create(ask("Hi").model("gpt-9").build()));
            BadRequestException wrong = catchThrowableOfType(
                    BadRequestException.class,
                    () -> client.chat()
                            .completions()
                            .create(ask("Hi").maxCompletionTokens(-1).build()));
            UnauthorizedException stranger = catchThrowableOfType(
                    UnauthorizedException.class,
                    () -> client(world, "sk-wrong")
                            .chat()
                            .completions()
                            .create(ask("Hi").build()));
            client.chat().completions().create(ask("Hi").build());
            client.chat().completions().create(ask("Hi").build());
            RateLimitException spent = catchThrowableOfType(
                    RateLimitException.class,
                    () -> client.chat().completions().create(ask("Hi").build()));

            assertThat(unknown.code()).contains("model_not_found");
            assertThat(unknown.param()).contains("model");
            assertThat(wrong.type()).contains("invalid_request_error");
            assertThat(wrong.param()).contains("max_completion_tokens");
            assertThat(stranger.code()).contains("invalid_api_key");
            assertThat(spent.code()).contains("rate_limit_exceeded");
            assertThat(Long.parseLong(spent.headers().values("Retry-After").get(0)))
                    .isBetween(1L, 61L);
        }
    }

    @Test
    void it_notices_a_stream_that_breaks() {
        try (World world = World.locked()) {
            world.gemini().inject(Fault.brokenStream(GeminiError.INTERNAL));

            Throwable broken;
            try (StreamResponse<ChatCompletionChunk> chunks = client(world)
                    .chat()
                    .completions()
                    .createStreaming(ask("word ".repeat(60)).build())) {
                broken = catchThrowableOfType(
                        SseException.class, () -> chunks.stream().forEach(chunk -> {}));
            }

            assertThat(broken).isNotNull();
        }
    }

    @Test
    void it_lists_the_models() {
        try (World world = World.locked()) {
            OpenAIClient client = client(world);

            assertThat(client.models().list().data()).extracting(Model::id).containsExactly("gpt-4");
            assertThat(client.models().retrieve("gpt-4").validate().ownedBy()).isEqualTo("quotarouter");
        }
    }

    private static ChatCompletionCreateParams.Builder ask(String text) {
        return ChatCompletionCreateParams.builder().model("gpt-4").addUserMessage(text);
    }

    private static OpenAIClient client(World world) {
        return client(world, World.KEY);
    }

    private static OpenAIClient client(World world, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(world.url("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .timeout(World.PATIENCE)
                .build();
    }
}
