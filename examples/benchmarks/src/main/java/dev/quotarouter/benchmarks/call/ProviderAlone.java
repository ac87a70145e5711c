package dev.quotarouter.benchmarks.call;

import dev.quotarouter.benchmarks.load.Answer;
import dev.quotarouter.benchmarks.load.Contender;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatResponseCollector;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.StreamEvent;
import dev.quotarouter.provider.StreamLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Our provider's connection without a router: one key, no books. Its settings are its defaults. */
final class ProviderAlone implements Contender {
    private static final StreamLimits LIMITS = new StreamLimits(Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final GeminiProvider provider;
    private final ChatConnection connection;
    private final ChatCall call;

    ProviderAlone(URI server) {
        provider = GeminiProvider.builder().baseUrl(server).build();
        connection =
                provider.connect(new ProviderTarget(LibraryChat.MODEL, new ApiKey("key", "secret"), Optional.empty()));
        call = new ChatCall(LibraryChat.REQUEST, provider.profile(LibraryChat.MODEL), Duration.ofMinutes(1));
    }

    @Override
    public Answer chat() throws IOException {
        Outcome outcome = connection.chat(call);
        if (outcome instanceof Outcome.Completed completed) {
            return LibraryChat.reply(completed.response());
        }
        throw new IOException(outcome.toString());
    }

    @Override
    public Answer stream(Runnable onChunk) throws IOException {
        Opening opening = connection.stream(call, LIMITS);
        if (!(opening instanceof Opening.Opened opened)) {
            throw new IOException(opening.toString());
        }
        try (ChunkSource source = opened.source()) {
            return LibraryChat.reply(whole(source, onChunk));
        }
    }

    private static ChatResponse whole(ChunkSource source, Runnable onChunk) throws IOException {
        ChatResponseCollector reply = new ChatResponseCollector();
        StreamEvent event = source.next();
        for (; event instanceof StreamEvent.Chunk chunk; event = source.next()) {
            onChunk.run();
            reply.add(chunk.chunk());
        }
        if (event instanceof StreamEvent.Broken) {
            throw new IOException(event.toString());
        }
        return reply.response();
    }

    @Override
    public void close() {
        provider.close();
    }
}
