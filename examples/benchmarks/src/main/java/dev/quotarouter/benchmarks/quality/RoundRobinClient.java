package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lines that are usually written: the next key for each call, and at most two more keys where a call fails. It keeps no
 * books and never waits.
 */
final class RoundRobinClient implements ChatClient {
    private static final int ATTEMPTS = 3;

    private final GeminiProvider provider;
    private final List<ChatConnection> connections;
    private final Duration timeout;
    private final AtomicInteger turn = new AtomicInteger();

    RoundRobinClient(Scene scene) {
        provider = GeminiProvider.builder().baseUrl(scene.gemini()).build();
        timeout = scene.realPatience();
        connections = scene.world().keys().stream()
                .map(key -> provider.connect(
                        new ProviderTarget(MidnightWorld.MODEL, new ApiKey(key, key), Optional.empty())))
                .toList();
    }

    @Override
    public void chat(String text) throws IOException {
        ChatRequest request = ChatRequest.builder("chat").user(text).build();
        ChatCall call = new ChatCall(request, provider.profile(MidnightWorld.MODEL), timeout);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (next().chat(call) instanceof Outcome.Completed) {
                return;
            }
        }
        throw new IOException("no reply after " + ATTEMPTS + " attempts");
    }

    private ChatConnection next() {
        return connections.get(Math.floorMod(turn.getAndIncrement(), connections.size()));
    }

    @Override
    public void close() {
        provider.close();
    }
}
