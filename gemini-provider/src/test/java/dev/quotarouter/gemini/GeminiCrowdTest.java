package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.LONG;
import static dev.quotarouter.gemini.GeminiServer.MODEL;
import static dev.quotarouter.gemini.StreamTexts.finish;
import static dev.quotarouter.gemini.StreamTexts.opened;
import static dev.quotarouter.gemini.StreamTexts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.StreamEvent;
import dev.quotarouter.provider.StreamLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class GeminiCrowdTest {
    /** A thread of the machine's for each is too much where they are not virtual. */
    private static final int STREAMS = Runtime.version().feature() >= 21 ? 1_000 : 200;

    /** Every third stream breaks after the last of its words. */
    private static void answer(RawServer.Line line, int number) throws java.io.IOException {
        line.head();
        for (int i = 0; i < 5; i++) {
            line.event(text("x"));
        }
        if (number % 3 == 0) {
            line.cut();
            return;
        }
        line.event(finish("STOP"));
        line.end();
    }

    @Test
    void many_streams_at_once_leave_nothing_behind() throws Exception {
        CountDownLatch asked = new CountDownLatch(STREAMS);
        AtomicInteger number = new AtomicInteger();
        try (RawServer server = new RawServer(line -> {
            asked.countDown();
            // All are open at the same time.
            awaitZero(asked);
            answer(line, number.getAndIncrement());
        })) {
            ExecutorService threads = AsyncThreads.executor();
            List<Future<Integer>> chunks = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                boolean leaves = i % 2 == 0;
                boolean async = i % 5 == 0;
                Callable<Integer> reader = () -> read(server, leaves, async);
                chunks.add(threads.submit(reader));
            }
            int sum = 0;
            for (Future<Integer> count : chunks) {
                sum += count.get(60, TimeUnit.SECONDS);
            }
            threads.shutdown();

            assertThat(sum).isGreaterThanOrEqualTo(STREAMS * 2);
            assertThat(asked.getCount()).isZero();
            assertThat(server.provider.callsUnderWay()).isZero();
            assertThat(server.provider.connectionsInUse()).isZero();
        }
    }

    private static int read(RawServer server, boolean leaves, boolean async) throws Exception {
        ChatCall call = new ChatCall(ChatRequest.of("group", "Hi"), server.provider.profile(MODEL), LONG);
        int chunks = 0;
        try (ChunkSource source = opened(
                async
                        ? server.connection()
                                .streamAsync(call, new StreamLimits(LONG, LONG))
                                .get(30, TimeUnit.SECONDS)
                        : server.connection().stream(call, new StreamLimits(LONG, LONG)))) {
            while (!leaves || chunks < 2) {
                StreamEvent event = async ? source.nextAsync().get(30, TimeUnit.SECONDS) : source.next();
                if (!(event instanceof StreamEvent.Chunk)) {
                    break;
                }
                chunks++;
            }
        }
        return chunks;
    }

    private static void awaitZero(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void blocking_streams_use_no_thread_of_the_provider() throws Exception {
        try (RawServer server = new RawServer(line -> answer(line, 1))) {
            for (int i = 0; i < 20; i++) {
                read(server, i % 2 == 0, false);
            }

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("quotarouter-gemini");
        }
    }

    @Test
    void closing_while_another_thread_reads_always_ends_the_stream() throws Exception {
        try (RawServer server = new RawServer(line -> {
            line.head();
            for (int i = 0; i < 3; i++) {
                line.event(text("x"));
            }
            line.awaitHangUp();
        })) {
            ChatCall call = new ChatCall(ChatRequest.of("group", "Hi"), server.provider.profile(MODEL), LONG);
            for (int i = 0; i < 1_000; i++) {
                ChunkSource source = opened(server.connection().stream(call, new StreamLimits(LONG, LONG)));
                CyclicBarrier together = new CyclicBarrier(2);
                CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
                    meet(together);
                    source.close();
                });
                meet(together);
                // One reader leaves with its chunk, the next one stays to the end.
                StreamEvent event = source.next();
                while (i % 2 == 0 && event instanceof StreamEvent.Chunk) {
                    event = source.next();
                }
                closed.get(10, TimeUnit.SECONDS);

                assertThat(server.provider.callsUnderWay()).isZero();
                assertThat(server.provider.connectionsInUse()).isZero();
                assertThat(source.next()).isInstanceOf(StreamEvent.Broken.class);
            }
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
