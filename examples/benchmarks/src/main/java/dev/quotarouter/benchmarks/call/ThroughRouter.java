package dev.quotarouter.benchmarks.call;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Contender;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.gemini.GeminiProvider;
import java.net.URI;

/** The router with ten deployments, each with a key of its own: it estimates, chooses, reserves, calls and settles. */
final class ThroughRouter implements Contender {
    private final GeminiProvider provider;
    private final QuotaRouter router;

    ThroughRouter(URI server) {
        provider = GeminiProvider.builder().baseUrl(server).build();
        router = LibraryChat.router(provider);
    }

    @Override
    public Answer chat() {
        return LibraryChat.reply(router.chat(LibraryChat.REQUEST));
    }

    @Override
    public Answer stream(Runnable onChunk) {
        try (ChatStream stream = router.stream(LibraryChat.REQUEST)) {
            stream.forEach(chunk -> onChunk.run());
            return LibraryChat.reply(stream.response());
        }
    }

    @Override
    public void close() {
        router.close();
        provider.close();
    }
}
