package dev.quotarouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.QuotaRouterBuilder;
import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.StreamBrokenException;
import dev.quotarouter.gemini.GeminiProvider;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.simulator.Fault;
import dev.quotarouter.simulator.GeminiError;
import dev.quotarouter.simulator.GeminiSimulator;
import dev.quotarouter.simulator.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams over HTTP: how they end, whoever ends them, and what they leave behind. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class StreamsEndToEndTest {
    private static final String MODEL = "gemini-2.5-flash";
    private static final ChatRequest HELLO = ChatRequest.of("chat", "Tell me a long story. ".repeat(20));

    private final ConnectionPool connections = new ConnectionPool(2_000, 1, TimeUnit.MINUTES);
    private GeminiSimulator gemini;
    private GeminiProvider provider;
    private QuotaRouter router;

    @BeforeEach
    void start() {
        Limits plenty = Limits.of(10_000, 50_000_000, 100_000);
        gemini = GeminiSimulator.builder()
                .project("one", project -> project.key("KEY_ONE").model(MODEL, plenty))
                .project("two", project -> project.key("KEY_TWO").model(MODEL, plenty))
                .start();
        provider = GeminiProvider.builder()
                .baseUrl(gemini.url())
                .okHttpClient(
                        new OkHttpClient.Builder().connectionPool(connections).build())
                .build();
        router = router(Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() {
        router.close();
        provider.close();
        gemini.close();
    }

    @Test
    void a_reply_comes_in_pieces_that_are_together_what_was_counted() {
        try (ChatStream stream = router.stream(HELLO)) {
            List<String> texts = new ArrayList<>();
            stream.forEach(chunk -> texts.add(chunk.text()));
            ChatResponse response = stream.response();

            assertThat(texts).hasSizeGreaterThan(1);
            assertThat(String.join("", texts)).isEqualTo(response.text()).startsWith("You said: Tell me");
            assertThat(response.usage().inputTokens())
                    .isEqualTo(gemini.calls().get(0).inputTokens());
        }
        assertNothingIsHeld();
    }

    @Test
    void a_thousand_streams_at_once_leave_nothing_behind() throws Exception {
        long threadsBefore = threads();
        List<Future<Integer>> readers = new ArrayList<>();
        ExecutorService crowd = Crowd.isVirtual() ? Crowd.executor() : Executors.newFixedThreadPool(1_000);
        try {
            for (int i = 0; i < 1_000; i++) {
                boolean leavesEarly = i % 3 == 0;
                readers.add(crowd.submit(() -> read(leavesEarly)));
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(60, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            crowd.shutdownNow();
        }

        assertThat(gemini.calls()).hasSize(1_000).allMatch(call -> call.status() == 200);
        assertNothingIsHeld();
        assertThat(usedToday()).isEqualTo(1_000);
        await(() -> threads() <= threadsBefore + 5);
    }

    @Test
    void a_stream_that_its_reader_closes_is_free_within_a_second() {
        gemini.inject(Fault.slowBody(Duration.ofSeconds(30)));
        long closedAt;
        try (ChatStream stream = router.stream(HELLO)) {
            assertThat(stream.iterator().hasNext()).isTrue();
            closedAt = System.nanoTime();
        }
        assertNothingIsHeld();
        assertThat(Duration.ofNanos(System.nanoTime() - closedAt)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void an_error_in_the_middle_has_what_had_arrived_and_counts_against_the_deployment() {
        gemini.inject(Fault.brokenStream(GeminiError.OVERLOADED).times(1));
        try (ChatStream stream = router.stream(HELLO)) {
            StreamBrokenException broken = catchThrowableOfType(StreamBrokenException.class, stream::response);

            assertThat(broken.kind()).isEqualTo(FailureKind.OVERLOADED);
            assertThat(broken.partial().text()).startsWith("You");
            assertThat(broken.attempts()).hasSize(1);
        }
        assertThat(router.status().deployments())
                .filteredOn(deployment -> deployment.availability() == Availability.COOLING_DOWN)
                .hasSize(1);
        assertNothingIsHeld();
    }

    @Test
    void on_request_it_goes_on_with_another_key() {
        gemini.inject(Fault.brokenStream(GeminiError.INTERNAL).times(1));
        try (ChatStream stream =
                router.stream(HELLO.toBuilder().continueBrokenStream(true).build())) {
            ChatResponse response = stream.response();

            assertThat(response.attempts()).extracting(Attempt::succeeded).containsExactly(false, true);
            assertThat(response.attempts()).extracting(Attempt::deployment).doesNotHaveDuplicates();
            assertThat(response.text()).startsWith("You said").contains("Continue");
        }
        assertNothingIsHeld();
    }

    @Test
    void a_stream_that_is_cut_off_is_no_reply() {
        gemini.inject(Fault.truncatedBody().times(1));
        try (ChatStream stream = router.stream(HELLO)) {
            StreamBrokenException broken = catchThrowableOfType(StreamBrokenException.class, stream::response);

            assertThat(broken.kind()).isEqualTo(FailureKind.MALFORMED_RESPONSE);
            assertThat(broken.partial().text()).isNotEmpty();
        }
        assertNothingIsHeld();
    }

    @Test
    void what_is_silent_before_the_first_chunk_fails_over() {
        router.close();
        router = router(Duration.ofSeconds(2));
        gemini.inject(Fault.stalled().times(1));
        try (ChatStream stream = router.stream(HELLO)) {
            assertThat(stream.response().attempts())
                    .extracting(attempt -> attempt.failure().orElse(null))
                    .containsExactly(FailureKind.TIMEOUT, null);
        }
        gemini.liftFaults();
        assertNothingIsHeld();
    }

    @Test
    void an_empty_reply_fails_over_too() {
        gemini.inject(Fault.emptyCandidate().times(1));
        try (ChatStream stream = router.stream(HELLO)) {
            assertThat(stream.response().attempts())
                    .extracting(attempt -> attempt.failure().orElse(null))
                    .containsExactly(FailureKind.MALFORMED_RESPONSE, null);
        }
        assertNothingIsHeld();
    }

    @Test
    void a_subscriber_reads_at_its_own_pace_and_may_leave() throws Exception {
        ChatPublisher publisher = router.streamAsync(HELLO);
        OneByOne reader = new OneByOne();
        publisher.subscribe(reader);
        ChatResponse response = publisher.response().get(30, TimeUnit.SECONDS);
        assertThat(String.join("", reader.texts)).isEqualTo(response.text());
        assertNothingIsHeld();

        gemini.inject(Fault.slowBody(Duration.ofSeconds(30)));
        ChatPublisher slow = router.streamAsync(HELLO);
        OneByOne leaver = new OneByOne();
        slow.subscribe(leaver);
        await(() -> !leaver.texts.isEmpty());
        leaver.subscription.cancel();
        assertNothingIsHeld();
    }

    private int read(boolean leavesEarly) {
        int chunks = 0;
        try (ChatStream stream = router.stream(HELLO)) {
            for (ChatChunk chunk : stream) {
                chunks += chunk.parts().isEmpty() ? 0 : 1;
                if (leavesEarly) {
                    return 1;
                }
            }
        }
        return chunks;
    }

    private void assertNothingIsHeld() {
        // Whoever cancels does not wait for what the cancellation causes.
        await(() -> router.status().pools().stream()
                .flatMap(pool -> pool.windows().stream())
                .allMatch(window -> window.reserved() == 0));
        await(() -> connections.connectionCount() == connections.idleConnectionCount());
    }

    private long usedToday() {
        return router.status().pools().stream()
                .flatMap(pool -> pool.windows().stream())
                .filter(window -> window.span() == QuotaSpan.DAY && window.dimension() == QuotaDimension.REQUESTS)
                .mapToLong(WindowUsage::used)
                .sum();
    }

    // The simulator's own are left out, at work and idle: it has one for each connection.
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("MockWebServer") && !name.startsWith("OkHttp TaskRunner"))
                .count();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waited in vain").isNegative();
            Thread.onSpinWait();
        }
    }

    private QuotaRouter router(Duration silence) {
        QuotaRouterBuilder builder = QuotaRouter.builder()
                .provider(provider)
                .streamTimeout(silence)
                .cooldown(Duration.ofMinutes(3))
                .allowedFails(0);
        for (String key : List.of("KEY_ONE", "KEY_TWO")) {
            builder.deployment(Deployment.builder("chat", "gemini/" + MODEL)
                    .apiKey(key)
                    .id(key)
                    .build());
        }
        return builder.build();
    }

    private static final class OneByOne implements Flow.Subscriber<ChatChunk> {
        final List<String> texts = new CopyOnWriteArrayList<>();
        volatile Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(ChatChunk chunk) {
            texts.add(chunk.text());
            subscription.request(1);
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }
}
