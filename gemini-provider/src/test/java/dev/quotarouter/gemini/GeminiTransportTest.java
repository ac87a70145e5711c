package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.LONG;
import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static dev.quotarouter.gemini.GeminiServer.OK;
import static dev.quotarouter.gemini.GeminiServer.answer;
import static dev.quotarouter.gemini.GeminiServer.failure;
import static dev.quotarouter.gemini.GeminiServer.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class GeminiTransportTest {
    private static final ChatRequest HI = ChatRequest.of("group", "Hi");
    private static final MockResponse SILENCE = new MockResponse.Builder()
            .onResponseStart(SocketEffect.Stall.INSTANCE)
            .build();

    private final GeminiServer gemini = new GeminiServer();

    @AfterEach
    void close() {
        gemini.close();
    }

    private static GeminiServer with(UnaryOperator<GeminiProvider.Builder> settings) {
        return new GeminiServer(new MockWebServer(), settings);
    }

    @Test
    void calls_one_after_the_other_share_a_connection() {
        for (int i = 0; i < 3; i++) {
            gemini.reply(OK);
            assertThat(gemini.taken().getConnectionIndex()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 308, 401, 407, 408, 421, 429, 503})
    void one_call_is_one_request_also_with_a_client_that_would_repeat_it(int status) {
        OkHttpClient eager = new OkHttpClient.Builder()
                .authenticator((route, answer) -> answer.request())
                .followRedirects(true)
                .retryOnConnectionFailure(true)
                .build();
        try (GeminiServer server = with(builder -> builder.okHttpClient(eager))) {
            server.wire.enqueue(new MockResponse.Builder()
                    .code(status)
                    .addHeader("Retry-After", "0")
                    .addHeader("Location", "/elsewhere")
                    .build());
            server.wire.enqueue(answer(200, OK));

            assertThat(server.chat(MODEL, HI, LONG)).isInstanceOf(Outcome.Failed.class);
            assertThat(server.wire.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void a_blocking_call_stays_on_its_thread() {
        AtomicReference<Thread> seen = new AtomicReference<>();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    seen.set(Thread.currentThread());
                    return chain.proceed(chain.request());
                })
                .build();
        try (GeminiServer server = with(builder -> builder.okHttpClient(client))) {
            server.reply(OK);

            assertThat(seen.get()).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void a_given_clients_interceptors_see_the_type_of_each_answer() {
        List<String> seen = new ArrayList<>();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    seen.add(String.valueOf(response.body().contentType()));
                    return response;
                })
                .build();
        List<String> types =
                List.of("application/json", "text/html; charset=utf-8", "application/json", "text/event-stream");
        List<String> unknown = IntStream.range(0, 10).mapToObj(i -> "x/y" + i).toList();
        try (GeminiServer server = with(builder -> builder.okHttpClient(client))) {
            for (List<String> some : List.of(types, List.of("nonsense"), unknown, types)) {
                for (String type : some) {
                    server.wire.enqueue(answer(200, OK)
                            .newBuilder()
                            .setHeader("Content-Type", type)
                            .build());
                    Outcome unused = server.chat(MODEL, HI, LONG);
                }
            }
            server.wire.enqueue(new MockResponse.Builder().code(200).body(OK).build());
            Outcome unused = server.chat(MODEL, HI, LONG);
        }

        assertThat(seen)
                .containsExactlyElementsOf(Stream.of(types, List.of("null"), unknown, types, List.of("null"))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void an_interrupt_breaks_a_blocked_call_off_at_once_and_is_kept() throws Exception {
        gemini.wire.enqueue(SILENCE);
        AtomicBoolean kept = new AtomicBoolean();
        FutureTask<Outcome> task = new FutureTask<>(() -> {
            Outcome outcome = gemini.chat(MODEL, HI, LONG);
            kept.set(Thread.currentThread().isInterrupted());
            return outcome;
        });
        Thread thread = new Thread(task);
        thread.start();
        gemini.taken();
        long before = System.nanoTime();

        thread.interrupt();

        Failure failure = failure(task.get(10, TimeUnit.SECONDS));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(failure.sent()).isTrue();
        assertThat(kept).isTrue();
    }

    @Test
    void an_interrupted_thread_sends_nothing() {
        Thread.currentThread().interrupt();

        Failure failure = failure(gemini.chat(MODEL, HI, LONG));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(failure.sent()).isFalse();
        assertThat(gemini.wire.getRequestCount()).isZero();
    }

    @Test
    void an_asynchronous_call_brings_the_reply() throws Exception {
        gemini.wire.enqueue(answer(200, OK));

        CompletableFuture<Outcome> future = gemini.connection(MODEL).chatAsync(gemini.call(MODEL, HI, LONG));

        assertThat(response(future.get(10, TimeUnit.SECONDS)).text()).isEqualTo("Hello.");
    }

    @Test
    void cancelling_an_asynchronous_call_hangs_up() throws Exception {
        AtomicReference<okhttp3.Call> seen = new AtomicReference<>();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    seen.set(chain.call());
                    return chain.proceed(chain.request());
                })
                .build();
        try (GeminiServer server = with(builder -> builder.okHttpClient(client))) {
            server.wire.enqueue(SILENCE);
            CompletableFuture<Outcome> future = server.connection(MODEL).chatAsync(server.call(MODEL, HI, LONG));
            server.taken();

            future.cancel(true);

            assertThat(future).isCancelled();
            assertThat(seen.get().isCanceled()).isTrue();
        }
    }

    @Test
    void many_asynchronous_calls_to_one_host_run_at_once() throws Exception {
        try (GeminiServer server = with(UnaryOperator.identity())) {
            for (int i = 0; i < 20; i++) {
                server.wire.enqueue(SILENCE);
            }
            List<CompletableFuture<Outcome>> futures = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(i -> server.connection(MODEL).chatAsync(server.call(MODEL, HI, LONG)))
                    .toList();
            for (int i = 0; i < 20; i++) {
                server.taken();
            }

            server.provider.close();

            for (CompletableFuture<Outcome> future : futures) {
                assertThat(failure(future.get(10, TimeUnit.SECONDS)).kind()).isEqualTo(FailureKind.CANCELLED);
            }
        }
    }

    @Test
    void a_silent_server_costs_the_time_of_the_call_and_one_request() {
        gemini.wire.enqueue(SILENCE);
        gemini.wire.enqueue(answer(200, OK));

        Failure failure = failure(gemini.chat(MODEL, HI, Duration.ofMillis(300)));

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failure.sent()).isTrue();
        assertThat(gemini.wire.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_refused_connection_was_never_sent() {
        gemini.wire.close();

        Failure failure = failure(gemini.chat(MODEL, HI, LONG));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        assertThat(failure.sent()).isFalse();
    }

    @Test
    void a_refused_stream_of_HTTP_2_counts_as_never_sent() {
        MockWebServer http2 = new MockWebServer();
        http2.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        try (GeminiServer server = new GeminiServer(http2, builder -> builder.okHttpClient(client))) {
            Failure failure = failure(server.chat(new MockResponse.Builder()
                    .onRequestStart(new SocketEffect.CloseStream(7))
                    .build()));

            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
            assertThat(failure.sent()).isFalse();
        }
    }

    @Test
    void a_line_that_breaks_before_the_answer_may_have_been_counted() {
        Failure failure = failure(gemini.chat(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build()));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_FAILED);
        assertThat(failure.sent()).isTrue();
        assertThat(gemini.wire.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_reply_that_breaks_off_is_malformed() {
        Failure failure = failure(gemini.chat(new MockResponse.Builder()
                .body(OK)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build()));

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
    }

    @Test
    void a_packed_reply_is_unpacked() throws Exception {
        Buffer packed = new Buffer();
        try (okio.BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8(OK);
        }

        Outcome outcome = gemini.chat(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(packed)
                .build());

        assertThat(response(outcome).text()).isEqualTo("Hello.");
    }

    @Test
    void a_reply_beyond_the_bound_is_broken_off() {
        try (GeminiServer server = with(builder -> builder.maxResponseBytes(100))) {
            Failure failure = server.failure(200, OK);

            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            assertThat(failure.message()).contains("larger than 100 bytes");
        }
    }

    @Test
    void a_request_that_Gemini_would_refuse_for_its_size_is_not_sent() {
        ChatRequest huge = ChatRequest.builder("group")
                .user(new DataPart("image/png", new byte[16 * 1024 * 1024]))
                .build();

        Failure failure = failure(gemini.chat(MODEL, huge, LONG));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.sent()).isFalse();
        assertThat(gemini.wire.getRequestCount()).isZero();
    }

    @Test
    void a_closed_provider_calls_nobody_and_leaves_the_given_client_alone() {
        OkHttpClient mine = new OkHttpClient();
        try (GeminiServer server = with(builder -> builder.okHttpClient(mine))) {
            server.provider.close();
            server.provider.close();

            Failure failure = failure(server.chat(MODEL, HI, LONG));

            assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(failure.sent()).isFalse();
            assertThat(mine.dispatcher().executorService().isShutdown()).isFalse();
        }
    }

    @Test
    void a_base_URL_with_a_path_is_kept() {
        URI base = gemini.wire.url("/gateway/v1").uri();
        gemini.wire.enqueue(answer(200, OK));
        try (GeminiProvider other = GeminiProvider.builder().baseUrl(base).build()) {
            response(other.connect(new dev.quotarouter.provider.ProviderTarget(
                            MODEL, GeminiServer.KEY, java.util.Optional.empty()))
                    .chat(gemini.call(MODEL, HI, LONG)));
        }

        assertThat(gemini.taken().getTarget()).isEqualTo("/gateway/v1/models/gemini-2.5-flash:generateContent");
    }
}
