package dev.quotarouter.benchmarks.call;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.benchmarks.loopback.ServerProcess;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.StreamEvent;
import dev.quotarouter.provider.StreamLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A stream over HTTP, from the request to its first chunk: bare OkHttp with a body made beforehand and a line that nobody reads;
 * by hand, which writes the request and reads the chunk as JSON trees; the provider alone; and the router, which also chooses and
 * reserves. The rest is read outside the measured time.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls open() first.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FirstChunkBenchmark {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final ChatRequest request = LibraryChat.REQUEST;
    private ServerProcess server;
    private GeminiProvider provider;
    private QuotaRouter router;
    private ChatConnection connection;
    private ChatCall call;
    private StreamLimits limits;
    private HandWrittenChat byHand;
    private OkHttpClient client;
    private Request raw;
    private @Nullable Response response;
    private @Nullable ChunkSource source;
    private @Nullable ChatStream stream;

    /** Starts the server and makes all clients. */
    @Setup
    public void open() throws IOException {
        server = ServerProcess.start();
        provider = GeminiProvider.builder().baseUrl(server.url()).build();
        router = LibraryChat.router(provider);
        connection =
                provider.connect(new ProviderTarget(LibraryChat.MODEL, new ApiKey("key", "secret"), Optional.empty()));
        call = new ChatCall(request, provider.profile(LibraryChat.MODEL), Duration.ofMinutes(1));
        limits = new StreamLimits(Duration.ofMinutes(1), Duration.ofMinutes(1));
        byHand = new HandWrittenChat(server.url(), LibraryChat.MODEL);
        client = new OkHttpClient();
        raw = new Request.Builder()
                .url(server.url() + "/v1beta/models/" + LibraryChat.MODEL + ":streamGenerateContent?alt=sse")
                .header("x-goog-api-key", "secret")
                .post(RequestBody.create(byHand.body(request), JSON))
                .build();
    }

    /** Ends the server and all clients. */
    @TearDown
    public void close() throws IOException {
        router.close();
        provider.close();
        server.close();
    }

    /** Reads the rest, so that the connection serves the next one. */
    @TearDown(Level.Invocation)
    public void readTheRest() throws IOException {
        if (response != null) {
            try (Response begun = response) {
                begun.body().source().readAll(Okio.blackhole());
            }
        }
        if (source != null) {
            try (ChunkSource begun = source) {
                while (begun.next() instanceof StreamEvent.Chunk) {
                    // Nobody wants it.
                }
            }
        }
        if (stream != null) {
            stream.response();
            stream.close();
        }
        response = null;
        source = null;
        stream = null;
    }

    /** OkHttp alone. */
    @Benchmark
    public @Nullable String bareOkHttp() throws IOException {
        Response begun = client.newCall(raw).execute();
        response = begun;
        return begun.body().source().readUtf8Line();
    }

    /** OkHttp and two Jackson trees. */
    @Benchmark
    public String byHand() throws IOException {
        Response begun = byHand.open(request);
        response = begun;
        return HandWrittenChat.firstText(begun);
    }

    /** The provider's connection, without a router. */
    @Benchmark
    public StreamEvent providerAlone() {
        ChunkSource begun = ((Opening.Opened) connection.stream(call, limits)).source();
        source = begun;
        return begun.next();
    }

    /** The router, with ten deployments to choose from. */
    @Benchmark
    public ChatChunk throughRouter() {
        ChatStream begun = router.stream(request);
        stream = begun;
        return begun.iterator().next();
    }
}
