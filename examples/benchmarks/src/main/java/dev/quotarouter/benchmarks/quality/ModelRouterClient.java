package dev.quotarouter.benchmarks.quality;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.router.FailoverStrategy;
import dev.langchain4j.model.router.LowestTokenUsageRoutingStrategy;
import dev.langchain4j.model.router.ModelRouter;
import java.time.Duration;

/**
 * LangChain4j's community router over one of its models for each project. It takes the model that has used the fewest tokens and
 * has not failed within the last minute, and another where that one fails.
 *
 * <p>A model's own retries are off: between them it sleeps for a second or more of the machine's time, which is more than a
 * minute here; the router takes the next model at once.
 */
final class ModelRouterClient implements ChatClient {
    private static final Duration REST = Duration.ofMinutes(1);

    private final ModelRouter router;

    ModelRouterClient(Scene scene) {
        router = ModelRouter.builder()
                .addRoutes(scene.world().keys().stream()
                        .map(key -> model(scene, key))
                        .toArray(ChatModel[]::new))
                .routingStrategy(new FailoverStrategy(
                        new LowestTokenUsageRoutingStrategy(), scene.time().real(REST)))
                .build();
    }

    @Override
    public void chat(String text) {
        router.chat(text);
    }

    /** Does nothing: models and router hold nothing that can be closed. */
    @Override
    public void close() {}

    private static ChatModel model(Scene scene, String key) {
        return GoogleAiGeminiChatModel.builder()
                .baseUrl(scene.gemini() + "/v1beta")
                .apiKey(key)
                .modelName(MidnightWorld.MODEL)
                .timeout(scene.realPatience())
                .maxRetries(0)
                .build();
    }
}
