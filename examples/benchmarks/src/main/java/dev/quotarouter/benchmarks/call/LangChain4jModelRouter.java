package dev.quotarouter.benchmarks.call;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.router.FailoverStrategy;
import dev.langchain4j.model.router.LowestTokenUsageRoutingStrategy;
import dev.langchain4j.model.router.ModelRouter;
import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Contender;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * LangChain4j's community router over ten of its models, each with a key of its own. It takes the one that has used the fewest
 * tokens and has not just failed, which of all that it can comes closest to what ours does. It does not stream: its builder
 * refuses a second streaming model.
 */
final class LangChain4jModelRouter implements Contender {
    private static final Duration REST = Duration.ofMinutes(1);

    private final ModelRouter router;

    LangChain4jModelRouter(URI server) {
        router = ModelRouter.builder()
                .addRoutes(IntStream.range(0, LibraryChat.DEPLOYMENTS)
                        .mapToObj(key -> LangChain4jGemini.model(server, "secret-" + key))
                        .toArray(ChatModel[]::new))
                .routingStrategy(new FailoverStrategy(new LowestTokenUsageRoutingStrategy(), REST))
                .build();
    }

    @Override
    public Answer chat() {
        return LangChain4jWords.reply(router.chat(LangChain4jWords.REQUEST));
    }

    @Override
    public Answer stream(Runnable onChunk) {
        throw new UnsupportedOperationException("the model router does not stream");
    }

    /** Does nothing: the models end with their process. */
    @Override
    public void close() {}
}
