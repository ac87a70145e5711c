package dev.quotarouter.benchmarks.call;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.benchmarks.loopback.ServerProcess;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.ProviderTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One chat over HTTP, from the request to the reply's text: by hand, through the provider alone, and through the router. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls open() first.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WholeCallBenchmark {
    private final ChatRequest request = LibraryChat.REQUEST;
    private ServerProcess server;
    private GeminiProvider provider;
    private QuotaRouter router;
    private ChatConnection connection;
    private ChatCall call;
    private HandWrittenChat byHand;

    /** Starts the server and makes all three clients. */
    @Setup
    public void open() throws IOException {
        server = ServerProcess.start();
        provider = GeminiProvider.builder().baseUrl(server.url()).build();
        router = LibraryChat.router(provider);
        connection =
                provider.connect(new ProviderTarget(LibraryChat.MODEL, new ApiKey("key", "secret"), Optional.empty()));
        call = new ChatCall(request, provider.profile(LibraryChat.MODEL), Duration.ofMinutes(1));
        byHand = new HandWrittenChat(server.url(), LibraryChat.MODEL);
    }

    /** Ends the server and all clients. */
    @TearDown
    public void close() throws IOException {
        router.close();
        provider.close();
        server.close();
    }

    /** OkHttp and a Jackson tree. */
    @Benchmark
    public HandWrittenChat.Reply byHand() throws IOException {
        return byHand.chat(request);
    }

    /** The provider's connection, without a router. */
    @Benchmark
    public Outcome providerAlone() {
        return connection.chat(call);
    }

    /** The router, with ten deployments to choose from. */
    @Benchmark
    public ChatResponse throughRouter() {
        return router.chat(request);
    }
}
