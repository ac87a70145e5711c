package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedSource.broken;
import static dev.quotarouter.fixture.ScriptedSource.end;
import static dev.quotarouter.fixture.ScriptedSource.last;
import static dev.quotarouter.fixture.ScriptedSource.opened;
import static dev.quotarouter.fixture.ScriptedSource.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.error.StreamBrokenException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.fixture.ScriptedSource;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.quota.WindowUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a subscriber to a stream may rely on: the rules of Reactive Streams, and the router's own. */
@Timeout(60)
class PublishingTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final Map<String, Opening> openings = new HashMap<>();
    private final ScriptedProvider provider =
            new ScriptedProvider().stream((target, call) -> openings.get(target.model()));

    @Test
    void a_subscriber_gets_the_chunks_in_order_then_the_end_and_the_response_is_whole() throws Exception {
        openings.put("a", opened(text("The sky "), last("is blue.", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(Long.MAX_VALUE);
            ChatPublisher publisher = router.streamAsync(HELLO);
            assertThat(provider.calls()).isEmpty();

            publisher.subscribe(reader);

            assertThat(reader.texts).containsExactly("The sky ", "is blue.");
            assertThat(reader.completed).hasValue(1);
            assertThat(publisher.response().get(1, TimeUnit.SECONDS).text()).isEqualTo("The sky is blue.");
            assertNothingIsReserved(router);
        }
    }

    @Test
    void nothing_comes_that_was_not_asked_for() {
        ScriptedSource source = ScriptedSource.of(text("1"), text("2"), text("3"), text("4"), last("5", 12, 3), end());
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(0);
            router.streamAsync(HELLO).subscribe(reader);
            assertThat(provider.calls()).isEmpty();

            reader.subscription().request(1);
            assertThat(reader.texts).containsExactly("1");
            assertThat(source.asked()).isEqualTo(2);

            reader.subscription().request(2);
            assertThat(reader.texts).containsExactly("1", "2", "3");
            assertThat(source.asked()).isEqualTo(4);
        }
    }

    @Test
    void whoever_asks_for_exactly_all_chunks_is_told_of_the_end() {
        openings.put("a", opened(text("1"), last("2", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(2);
            router.streamAsync(HELLO).subscribe(reader);

            assertThat(reader.texts).containsExactly("1", "2");
            assertThat(reader.completed).hasValue(1);
        }
    }

    @Test
    void requests_add_up_without_overflow() {
        openings.put("a", opened(text("1"), text("2"), last("3", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(Long.MAX_VALUE);
            reader.more = Long.MAX_VALUE;
            router.streamAsync(HELLO).subscribe(reader);

            assertThat(reader.texts).containsExactly("1", "2", "3");
            assertThat(reader.completed).hasValue(1);
        }
    }

    @Test
    void a_request_for_nothing_is_an_error_and_ends_the_stream() {
        ScriptedSource source = ScriptedSource.of(text("1"), text("2"));
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(1);
            router.streamAsync(HELLO).subscribe(reader);

            reader.subscription().request(0);
            reader.subscription().request(5);

            assertThat(reader.error).isInstanceOf(IllegalArgumentException.class);
            assertThat(reader.texts).containsExactly("1");
            assertThat(source.isClosed()).isTrue();
            assertNothingIsReserved(router);
        }
    }

    @Test
    void cancelling_closes_the_source_at_once_and_nothing_comes_any_more() {
        ScriptedSource source = ScriptedSource.of(text("1"));
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(Long.MAX_VALUE);
            ChatPublisher publisher = router.streamAsync(HELLO);
            publisher.subscribe(reader);

            reader.subscription().cancel();
            reader.subscription().cancel();
            source.feed(text("2"));

            assertThat(source.isClosed()).isTrue();
            assertThat(reader.texts).containsExactly("1");
            assertThat(reader.completed).hasValue(0);
            assertThat(reader.error).isNull();
            assertThatThrownBy(() -> publisher.response().get(1, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ChatCancelledException.class);
            assertNothingIsReserved(router);
        }
    }

    @Test
    void cancelling_while_the_stream_is_being_opened_closes_what_comes_of_it() {
        CompletableFuture<Opening> late = new CompletableFuture<>();
        provider.streamLater((target, call) -> late);
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(1);
            ChatPublisher publisher = router.streamAsync(HELLO);
            publisher.subscribe(reader);

            reader.subscription().cancel();

            assertThat(late).isCancelled();
            assertThat(publisher.response()).isCompletedExceptionally();
            assertThat(reader.error).isNull();
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_second_subscriber_gets_an_error_and_costs_nothing() {
        openings.put("a", opened(last("all", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"))) {
            ChatPublisher publisher = router.streamAsync(HELLO);
            publisher.subscribe(new Reader(1));
            Reader second = new Reader(1);
            publisher.subscribe(second);

            assertThat(second.error).isInstanceOf(IllegalStateException.class);
            assertThat(provider.calls()).hasSize(1);
            assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void what_fails_before_the_first_chunk_fails_over() {
        openings.put("a", new Opening.Failed(Failure.of(FailureKind.OVERLOADED, "as scripted")));
        openings.put("b", opened(last("from b", 12, 3), end()));
        try (QuotaRouter router =
                router(deployment("a").rpm(1_000), deployment("b").rpm(90_000).rpd(10_000_000))) {
            Reader reader = new Reader(10);
            ChatPublisher publisher = router.streamAsync(HELLO);
            publisher.subscribe(reader);

            assertThat(reader.texts).containsExactly("from b");
            assertThat(publisher.response().join().attempts())
                    .extracting(Attempt::deployment)
                    .containsExactly("a", "b");
        }
    }

    @Test
    void a_stream_that_no_one_can_open_is_the_exception_of_a_chat() {
        openings.put("a", new Opening.Failed(Failure.of(FailureKind.OVERLOADED, "as scripted")));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(1);
            router.streamAsync(HELLO).subscribe(reader);

            assertThat(reader.error).isInstanceOf(AttemptsFailedException.class);
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_stream_that_breaks_is_continued_only_on_request() {
        try (QuotaRouter router =
                router(deployment("a").rpm(1_000), deployment("b").rpm(90_000).rpd(10_000_000))) {
            openings.put("a", opened(text("half "), broken(FailureKind.OVERLOADED)));
            Reader broken = new Reader(10);
            router.streamAsync(HELLO).subscribe(broken);
            assertThat(broken.error)
                    .isInstanceOfSatisfying(
                            StreamBrokenException.class,
                            e -> assertThat(e.partial().text()).isEqualTo("half "));

            openings.put("a", opened(text("half "), broken(FailureKind.MALFORMED_RESPONSE)));
            openings.put("b", opened(last("whole", 12, 3), end()));
            Reader continued = new Reader(10);
            ChatPublisher publisher = router.streamAsync(
                    HELLO.toBuilder().continueBrokenStream(true).build());
            publisher.subscribe(continued);
            assertThat(publisher.response().join().text()).isEqualTo("half whole");
            assertThat(continued.texts).containsExactly("half ", "whole");
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_subscriber_that_throws_gets_nothing_more_and_holds_nothing() {
        ScriptedSource source = ScriptedSource.of(text("1"), text("2"), end());
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(10);
            reader.breaks = true;
            ChatPublisher publisher = router.streamAsync(HELLO);
            publisher.subscribe(reader);

            assertThat(reader.texts).containsExactly("1");
            assertThat(source.isClosed()).isTrue();
            assertThat(publisher.response()).isCompletedExceptionally();
            assertNothingIsReserved(router);
        }
    }

    @Test
    void a_subscriber_that_cannot_take_its_subscription_leaves_no_one_waiting() {
        openings.put("a", opened(last("all", 12, 3), end()));
        try (QuotaRouter router = router(deployment("a"))) {
            ChatPublisher publisher = router.streamAsync(HELLO);
            Reader reader = new Reader(1);
            reader.breaksAtOnce = true;

            assertThatThrownBy(() -> publisher.subscribe(reader)).isInstanceOf(IllegalStateException.class);
            assertThat(publisher.response()).isCompletedExceptionally();
            assertThat(provider.calls()).isEmpty();
        }
    }

    @Test
    void a_router_that_was_closed_answers_no_one_who_subscribes_later() {
        openings.put("a", opened(last("all", 12, 3), end()));
        QuotaRouter router = router(deployment("a"));
        ChatPublisher publisher = router.streamAsync(HELLO);
        router.close();
        Reader reader = new Reader(1);
        publisher.subscribe(reader);

        assertThat(reader.error).isInstanceOf(ChatCancelledException.class);
        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void whoever_cancels_in_the_middle_of_a_failover_is_told_of_every_call_that_was_made() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            CompletableFuture<Opening> first = new CompletableFuture<>();
            provider.streamLater((target, call) -> first);
            try (QuotaRouter router = router(deployment("a"), deployment("b"))) {
                Reader reader = new Reader(1);
                ChatPublisher publisher = router.streamAsync(HELLO);
                publisher.subscribe(reader);
                int before = provider.calls().size();
                CompletableFuture<Void> answer = CompletableFuture.runAsync(
                        () -> first.complete(new Opening.Failed(Failure.of(FailureKind.OVERLOADED, "as scripted"))));
                reader.subscription().cancel();
                answer.get(10, TimeUnit.SECONDS);

                Throwable end =
                        publisher.response().handle((whole, thrown) -> thrown).get(10, TimeUnit.SECONDS);
                int made = provider.calls().size() - before + 1;
                assertThat(end.getCause())
                        .isInstanceOfSatisfying(
                                RouterException.class,
                                told -> assertThat(told.attempts()).hasSize(made));
                assertNothingIsReserved(router);
            }
        }
    }

    @Test
    void thousands_of_chunks_that_are_already_there_do_not_pile_up_on_the_stack() {
        ScriptedSource source = new ScriptedSource();
        for (int i = 0; i < 50_000; i++) {
            source.feed(text("x"));
        }
        source.feed(last("!", 12, 3));
        source.feed(end());
        openings.put("a", new Opening.Opened(source));
        try (QuotaRouter router = router(deployment("a"))) {
            Reader reader = new Reader(1);
            reader.more = 1;
            ChatPublisher publisher = router.streamAsync(HELLO);
            publisher.subscribe(reader);

            assertThat(publisher.response().join().text()).hasSize(50_001);
        }
    }

    @Test
    void signals_never_overlap_whoever_asks_feeds_and_cancels() throws Exception {
        for (int round = 0; round < 300; round++) {
            ScriptedSource source = new ScriptedSource();
            openings.put("a", new Opening.Opened(source));
            try (QuotaRouter router = router(deployment("a"))) {
                Reader reader = new Reader(1);
                ChatPublisher publisher = router.streamAsync(HELLO);
                publisher.subscribe(reader);
                boolean cancels = round % 2 == 0;
                CompletableFuture<Void> feeder = CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 100; i++) {
                        source.feed(text("x"));
                    }
                    source.feed(last("!", 12, 3));
                    source.feed(end());
                });
                CompletableFuture<Void> asker = CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 110; i++) {
                        reader.subscription().request(1);
                        if (cancels && i == 50) {
                            reader.subscription().cancel();
                        }
                    }
                });
                CompletableFuture.allOf(feeder, asker).get(30, TimeUnit.SECONDS);

                CompletableFuture<?> response = publisher.response().handle((whole, thrown) -> whole);
                Object whole = response.get(30, TimeUnit.SECONDS);
                assertThat(whole == null).isEqualTo(cancels);
                assertThat(reader.overlapped).isFalse();
                assertThat(source.isClosed()).isTrue();
                assertNothingIsReserved(router);
            }
        }
    }

    private static final class Reader implements Flow.Subscriber<ChatChunk> {
        // Not one that copies itself: fifty thousand texts would take minutes on a busy machine.
        final List<String> texts = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger completed = new AtomicInteger();
        volatile @Nullable Throwable error;
        volatile boolean overlapped;
        boolean breaks;
        boolean breaksAtOnce;
        long more;
        private final long first;
        private final AtomicInteger inside = new AtomicInteger();
        private volatile Flow.@Nullable Subscription subscription;

        Reader(long first) {
            this.first = first;
        }

        Flow.Subscription subscription() {
            Flow.Subscription known = subscription;
            if (known == null) {
                throw new IllegalStateException("not subscribed");
            }
            return known;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            enter();
            this.subscription = subscription;
            if (breaksAtOnce) {
                throw new IllegalStateException("a reader that breaks at once");
            }
            if (first > 0) {
                subscription.request(first);
            }
            leave();
        }

        @Override
        public void onNext(ChatChunk chunk) {
            enter();
            texts.add(chunk.text());
            if (breaks) {
                leave();
                throw new IllegalStateException("a reader that breaks");
            }
            if (more > 0) {
                subscription().request(more);
            }
            leave();
        }

        @Override
        public void onError(Throwable thrown) {
            enter();
            error = thrown;
            leave();
        }

        @Override
        public void onComplete() {
            enter();
            completed.incrementAndGet();
            leave();
        }

        private void enter() {
            if (inside.getAndIncrement() != 0) {
                overlapped = true;
            }
        }

        private void leave() {
            inside.decrementAndGet();
        }
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }

    private static void assertNothingIsReserved(QuotaRouter router) {
        assertThat(router.status().pools())
                .flatExtracting(PoolStatus::windows)
                .extracting(WindowUsage::reserved)
                .allMatch(reserved -> reserved == 0);
    }
}
