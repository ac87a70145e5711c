package dev.quotarouter.benchmarks;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.gemini.GeminiProvider;
import java.io.IOException;
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
 * A stream over HTTP, from the request to its first chunk: bare OkHttp with a body made beforehand and a line that nobody reads,
 * and the router, which writes the request, chooses, reserves, and reads the chunk. The rest is read outside the measured time.
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
    private OkHttpClient client;
    private Request raw;
    private @Nullable Response response;
    private @Nullable ChatStream stream;

    /** Starts the server and makes both clients. */
    @Setup
    public void open() throws IOException {
        server = ServerProcess.start();
        provider = GeminiProvider.builder().baseUrl(server.url()).build();
        router = LibraryChat.router(provider);
        client = new OkHttpClient();
        raw = new Request.Builder()
                .url(server.url() + "/v1beta/models/" + LibraryChat.MODEL + ":streamGenerateContent?alt=sse")
                .header("x-goog-api-key", "secret")
                .post(RequestBody.create(new HandWrittenChat(server.url(), LibraryChat.MODEL).body(request), JSON))
                .build();
    }

    /** Ends the server and both clients. */
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
        if (stream != null) {
            stream.response();
            stream.close();
        }
        response = null;
        stream = null;
    }

    /** OkHttp alone. */
    @Benchmark
    public @Nullable String bareOkHttp() throws IOException {
        Response begun = client.newCall(raw).execute();
        response = begun;
        return begun.body().source().readUtf8Line();
    }

    /** The router, with ten deployments to choose from. */
    @Benchmark
    public ChatChunk throughRouter() {
        ChatStream begun = router.stream(request);
        stream = begun;
        return begun.iterator().next();
    }
}
