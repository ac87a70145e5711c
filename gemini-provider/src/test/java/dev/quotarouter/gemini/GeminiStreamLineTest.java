package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.LONG;
import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static dev.quotarouter.gemini.StreamTexts.broken;
import static dev.quotarouter.gemini.StreamTexts.chunk;
import static dev.quotarouter.gemini.StreamTexts.failed;
import static dev.quotarouter.gemini.StreamTexts.finish;
import static dev.quotarouter.gemini.StreamTexts.opened;
import static dev.quotarouter.gemini.StreamTexts.sse;
import static dev.quotarouter.gemini.StreamTexts.text;
import static dev.quotarouter.gemini.StreamTexts.whole;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.StreamEvent;
import dev.quotarouter.provider.StreamLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a stream begins, waits and ends on the line, whatever it says. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class GeminiStreamLineTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** The request is there. */
    private final CountDownLatch asked = new CountDownLatch(1);
    /** The server may go on. */
    private final CountDownLatch go = new CountDownLatch(1);
    /** The server saw its caller hang up. */
    private final CountDownLatch hungUp = new CountDownLatch(1);

    private RawServer server = new RawServer(line -> {});

    @AfterEach
    void close() throws IOException {
        go.countDown();
        server.close();
    }

    private void serve(RawServer.Script script) throws IOException {
        server.close();
        server = new RawServer(line -> {
            asked.countDown();
            script.answer(line);
        });
    }

    /** Says the events and then nothing more. */
    private void serveAndFallSilent(String... events) throws IOException {
        serve(line -> {
            line.head();
            for (String event : events) {
                line.event(event);
            }
            line.awaitHangUp();
            hungUp.countDown();
        });
    }

    private ChatCall call(Duration timeout) {
        return new ChatCall(ChatRequest.of("group", "Hi"), server.provider.profile(MODEL), timeout);
    }

    private Opening open(Duration timeout, Duration silence) {
        return server.connection().stream(call(timeout), new StreamLimits(silence, silence));
    }

    private ChunkSource open() {
        return opened(open(LONG, LONG));
    }

    private void assertHungUp() throws InterruptedException {
        assertThat(hungUp.await(10, SECONDS)).isTrue();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        // Who hangs up does so before he tidies up.
        long deadline = System.nanoTime() + LONG.toNanos();
        while (server.provider.callsUnderWay() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(server.provider.callsUnderWay()).isZero();
        assertThat(server.provider.connectionsInUse()).isZero();
    }

    /** Runs it on a thread of its own. */
    private static <T> FutureTask<T> started(java.util.concurrent.Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @Test
    void closing_frees_the_connection_at_once() throws Exception {
        serveAndFallSilent(text("a"), text("b"));
        ChunkSource source = open();
        long before = System.nanoTime();

        source.close();
        source.close();

        assertHungUp();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
        assertThat(broken(source.next()).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(broken(source.next()).kind()).isEqualTo(FailureKind.CANCELLED);
    }

    @Test
    void closing_wakes_the_thread_that_waits() throws Exception {
        serveAndFallSilent(text("a"));
        ChunkSource source = open();
        chunk(source.next());
        FutureTask<StreamEvent> next = started(source::next);

        source.close();

        assertThat(broken(next.get(10, SECONDS)).kind()).isEqualTo(FailureKind.CANCELLED);
        assertHungUp();
    }

    @Test
    void whoever_reads_while_another_closes_tidies_up() throws Exception {
        AtomicReference<ChunkSource> stream = new AtomicReference<>();
        AtomicBoolean closed = new AtomicBoolean();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("")
                        .body(ResponseBody.create(Okio.buffer(closedWhileRead(stream, closed)), null, -1))
                        .build())
                .build();
        try (GeminiProvider provider =
                GeminiProvider.builder().okHttpClient(client).build()) {
            stream.set(opened(provider.connect(new ProviderTarget(MODEL, GeminiServer.KEY, Optional.empty())).stream(
                    call(LONG), new StreamLimits(LONG, LONG))));
            chunk(stream.get().next());

            assertThat(chunk(stream.get().next()).text()).isEqualTo("b");

            assertThat(closed).isTrue();
            assertThat(provider.callsUnderWay()).isZero();
        }
    }

    /** Two pieces; the stream is closed while the second one is read. */
    private static Source closedWhileRead(AtomicReference<ChunkSource> stream, AtomicBoolean closed) {
        return new ForwardingSource(new Buffer()) {
            @Override
            public long read(Buffer sink, long count) {
                ChunkSource open = stream.get();
                if (open != null) {
                    open.close();
                    assertThat(closed).isFalse();
                }
                sink.writeUtf8(sse(text(open == null ? "a" : "b")));
                return 1;
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
    }

    @Test
    void an_error_while_a_stream_is_opened_leaves_nothing_behind() throws Exception {
        assertNothingIsLeftBy(new NoClassDefFoundError("an interceptor's"), true);
        assertNothingIsLeftBy(new StackOverflowError("a body's"), false);
    }

    private void assertNothingIsLeftBy(Error error, boolean beforeTheAnswer) throws Exception {
        CountDownLatch closed = new CountDownLatch(beforeTheAnswer ? 0 : 2);
        Source bytes = new ForwardingSource(new Buffer()) {
            @Override
            public long read(Buffer sink, long count) {
                throw error;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    if (beforeTheAnswer) {
                        throw error;
                    }
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("")
                            .body(ResponseBody.create(Okio.buffer(bytes), null, -1))
                            .build();
                })
                .build();
        try (GeminiProvider provider =
                GeminiProvider.builder().okHttpClient(client).build()) {
            ChatConnection connection = provider.connect(new ProviderTarget(MODEL, GeminiServer.KEY, Optional.empty()));
            StreamLimits limits = new StreamLimits(LONG, LONG);

            assertThatThrownBy(() -> connection.stream(call(LONG), limits)).isSameAs(error);
            assertThat(failed(connection.streamAsync(call(LONG), limits).get(10, SECONDS))
                            .message())
                    .contains("could not be taken in");

            assertThat(closed.await(10, SECONDS)).isTrue();
            assertThat(provider.callsUnderWay()).isZero();
        }
    }

    @Test
    void closing_at_the_end_changes_nothing() throws Exception {
        serve(line -> {
            line.head();
            line.event(text("a"));
            line.event(finish("STOP"));
            line.end();
        });
        ChunkSource source = open();
        whole(source);

        source.close();

        assertThat(source.next()).isInstanceOf(StreamEvent.End.class);
        assertNothingIsLeft();
        whole(open());
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void silence_before_the_first_chunk_ends_it() throws Exception {
        serve(RawServer.Line::awaitHangUp);
        assertSilent(failed(open(LONG, SHORT)));

        serveAndFallSilent();
        assertSilent(failed(open(LONG, SHORT)));
        assertHungUp();
    }

    @Test
    void events_that_say_nothing_break_no_silence() throws Exception {
        serve(line -> {
            line.head();
            while (hungUp.getCount() > 0) {
                line.event("{}");
            }
        });

        assertSilent(failed(open(LONG, SHORT)));
        assertNothingIsLeft();
    }

    @Test
    void silence_in_the_middle_ends_it() throws Exception {
        serveAndFallSilent(text("a"));
        ChunkSource source = opened(open(LONG, SHORT));
        chunk(source.next());

        assertSilent(broken(source.next()));
        assertSilent(broken(source.next()));
        assertHungUp();
    }

    private static void assertSilent(Failure failure) {
        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failure.message()).contains("silent");
    }

    @Test
    void the_time_of_the_call_ends_the_stream_although_nobody_reads_it() throws Exception {
        serveAndFallSilent(text("a"));
        ChunkSource source = opened(open(SHORT, LONG));

        assertHungUp();
        assertThat(broken(source.next()).kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(broken(source.next()).message()).isEqualTo("the time of the call was over");
    }

    @Test
    void the_time_of_the_call_ends_the_stream_while_it_is_read() throws Exception {
        serveAndFallSilent(text("a"));
        ChunkSource source = opened(open(SHORT, LONG));
        chunk(source.next());

        assertThat(broken(source.next()).kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(broken(source.next()).message()).isEqualTo("the time of the call was over");
        assertHungUp();
    }

    @Test
    void a_whole_reply_stays_whole_although_the_time_of_the_call_ends_before_its_reader_asks_on() throws Exception {
        serveAndFallSilent(text("a"), finish("STOP"));
        ChunkSource source = opened(open(SHORT, LONG));
        chunk(source.next());
        assertThat(chunk(source.next()).finishReason()).isPresent();

        assertHungUp();

        assertThat(source.next()).isInstanceOf(StreamEvent.End.class);
        assertThat(source.nextAsync()).isCompletedWithValue(new StreamEvent.End());
    }

    @Test
    void a_whole_reply_of_which_a_part_was_not_taken_in_time_is_late() throws Exception {
        serveAndFallSilent("""
                {"candidates": [{"content": {"parts": [{"text": "a"}]},"finishReason": "STOP","index": 0},\
                {"content": {"parts": [{"text": "b"}]},"finishReason": "STOP","index": 1}]}""");
        ChunkSource untaken = opened(open(SHORT, LONG));
        assertHungUp();
        assertThat(broken(untaken.next()).kind()).isEqualTo(FailureKind.TIMEOUT);

        ChunkSource half = opened(open(SHORT, LONG));
        chunk(half.next());
        assertNothingIsLeft();
        assertThat(broken(half.next()).kind()).isEqualTo(FailureKind.TIMEOUT);
    }

    @Test
    void a_line_that_breaks_cuts_the_stream_off() throws Exception {
        serve(line -> {
            line.head();
            line.event(text("a"));
            line.write("40\r\ndata: {\"cand");
            line.cut();
        });
        ChunkSource source = open();
        chunk(source.next());

        assertThat(broken(source.next()).kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
        assertNothingIsLeft();
    }

    @Test
    void a_line_that_breaks_after_the_end_does_no_harm() throws Exception {
        serve(line -> {
            line.head();
            line.event(text("a"));
            line.event(finish("STOP"));
            line.cut();
        });

        assertThat(whole(open()).text()).isEqualTo("a");
        assertNothingIsLeft();
    }

    @Test
    void nobody_waits_long_for_a_server_that_does_not_hang_up() throws Exception {
        serveAndFallSilent(text("a"), finish("STOP"));
        long before = System.nanoTime();

        assertThat(whole(open()).text()).isEqualTo("a");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONG.dividedBy(2));
        assertHungUp();
    }

    @Test
    void an_interrupt_breaks_the_opening_off_and_is_kept() throws Exception {
        serve(RawServer.Line::awaitHangUp);
        FutureTask<Boolean> kept = new FutureTask<>(() -> {
            assertThat(failed(open(LONG, LONG)).kind()).isEqualTo(FailureKind.CANCELLED);
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(kept);
        thread.start();
        assertThat(asked.await(10, SECONDS)).isTrue();

        thread.interrupt();

        assertThat(kept.get(10, SECONDS)).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void an_interrupt_reaches_whoever_waits_for_the_next_chunk() throws Exception {
        serveAndFallSilent(text("a"));
        ChunkSource source = open();
        chunk(source.next());
        FutureTask<Boolean> kept = new FutureTask<>(() -> {
            assertThat(broken(source.next()).kind()).isEqualTo(FailureKind.CANCELLED);
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(kept);
        thread.start();

        thread.interrupt();

        assertThat(kept.get(10, SECONDS)).isTrue();
        assertHungUp();
    }

    @Test
    void an_interrupted_thread_reads_nothing_even_if_it_is_there() throws Exception {
        serveAndFallSilent(text("a"));
        ChunkSource source = open();

        Thread.currentThread().interrupt();

        assertThat(broken(source.next()).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
        assertHungUp();
    }

    @Test
    void closing_the_provider_ends_streams_whether_they_are_read_or_not() throws Exception {
        serveAndFallSilent(text("a"));
        ChunkSource idle = open();
        ChunkSource read = open();
        chunk(read.next());
        FutureTask<StreamEvent> next = started(read::next);

        server.provider.close();

        assertThat(broken(next.get(10, SECONDS)).message()).contains("provider was closed");
        assertThat(broken(idle.next()).message()).contains("provider was closed");
        assertThat(broken(idle.nextAsync().get(10, SECONDS)).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(failed(open(LONG, LONG)).kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(failed(server.connection()
                                .streamAsync(call(LONG), new StreamLimits(LONG, LONG))
                                .get(10, SECONDS))
                        .kind())
                .isEqualTo(FailureKind.CANCELLED);
        assertHungUp();
    }

    @Test
    void what_is_here_already_comes_without_a_thread() throws Exception {
        serve(line -> {
            line.head();
            line.piece(sse(text("a"), text("b")));
            await(go);
            line.piece(sse(text("c"), finish("STOP")));
            line.end();
        });
        ChunkSource source = opened(server.connection()
                .streamAsync(call(LONG), new StreamLimits(LONG, LONG))
                .get(10, SECONDS));

        CompletableFuture<StreamEvent> a = source.nextAsync();
        CompletableFuture<StreamEvent> b = source.nextAsync();
        assertThat(a).isDone();
        assertThat(b).isDone();
        assertThat(chunk(b.get()).text()).isEqualTo("b");
        CompletableFuture<StreamEvent> c = source.nextAsync();
        assertThat(c).isNotDone();

        go.countDown();

        assertThat(chunk(c.get(10, SECONDS)).text()).isEqualTo("c");
        assertThat(chunk(source.nextAsync().get(10, SECONDS)).finishReason()).isPresent();
        assertThat(source.nextAsync().get(10, SECONDS)).isInstanceOf(StreamEvent.End.class);
        assertThat(source.nextAsync()).isCompletedWithValue(new StreamEvent.End());
        assertNothingIsLeft();
    }

    @Test
    void cancelling_the_opening_hangs_up() throws Exception {
        serveAndFallSilent();
        CompletableFuture<Opening> opening = server.connection().streamAsync(call(LONG), new StreamLimits(LONG, LONG));
        assertThat(asked.await(10, SECONDS)).isTrue();

        opening.cancel(true);

        assertThat(hungUp.await(10, SECONDS)).isTrue();
    }

    @Test
    void a_stream_that_nobody_received_is_closed() throws Exception {
        serve(line -> {
            await(go);
            line.head();
            line.event(text("a"));
            line.awaitHangUp();
            hungUp.countDown();
        });
        CompletableFuture<Opening> opening = server.connection().streamAsync(call(LONG), new StreamLimits(LONG, LONG));
        assertThat(asked.await(10, SECONDS)).isTrue();

        opening.complete(new Opening.Failed(Failure.of(FailureKind.CANCELLED, "given up")));
        go.countDown();

        assertThat(hungUp.await(10, SECONDS)).isTrue();
    }

    @Test
    void cancelling_the_wait_for_a_chunk_closes_the_stream() throws Exception {
        serveAndFallSilent(text("a"));
        ChunkSource source = open();
        chunk(source.next());

        source.nextAsync().cancel(true);

        assertThat(hungUp.await(10, SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
