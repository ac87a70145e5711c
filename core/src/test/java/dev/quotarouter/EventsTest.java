package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.event.RouterEvent;
import dev.quotarouter.event.Subject;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventsTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final ConcurrentLinkedQueue<RouterEvent> events = new ConcurrentLinkedQueue<>();

    @Test
    void a_chat_is_admitted_attempted_settled_and_served() {
        provider.answer((target, call) -> {
            time.advance(Duration.ofSeconds(2));
            return ok(7);
        });
        try (QuotaRouter router = router(deployment("a"))) {
            router.chat(HELLO);

            assertThat(kinds()).containsExactly("Admitted", "Settled", "Attempted", "Served");
            RouterEvent.Settled settled = only(RouterEvent.Settled.class);
            assertThat(settled.reserved()).isEqualTo(1);
            assertThat(settled.usage().inputTokens()).isEqualTo(7);
            RouterEvent.Served served = only(RouterEvent.Served.class);
            assertThat(served.model()).isEqualTo("chat");
            assertThat(served.deployment()).isEqualTo("a");
            assertThat(served.attempts()).isEqualTo(1);
            assertThat(served.times().total()).isEqualTo(Duration.ofSeconds(2));
            assertThat(served.times().called()).isEqualTo(Duration.ofSeconds(2));
            assertThat(served.times().overhead()).isZero();
            assertThat(served.at()).isEqualTo(time.now());
        }
    }

    @Test
    void a_wait_is_told_and_how_long_it_was() {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);

            assertThat(only(RouterEvent.Queued.class).expectedAt())
                    .isEqualTo(time.now().plusSeconds(60));
            time.advance(Duration.ofSeconds(60));
            assertThat(waiting).isCompleted();
            assertThat(of(RouterEvent.Served.class).get(1).times().waited()).isEqualTo(Duration.ofSeconds(60));
            assertThat(of(RouterEvent.Admitted.class).get(1).waited()).isEqualTo(Duration.ofSeconds(60));
        }
    }

    @Test
    void a_failure_is_told_call_by_call_and_at_the_end() {
        provider.answer((target, call) -> failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(deployment("a"), deployment("b"))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);

            assertThat(kinds()).containsExactly("Admitted", "Attempted", "Admitted", "Attempted", "Failed");
            assertThat(only(RouterEvent.Failed.class).reason()).isEqualTo("AttemptsFailedException");
            assertThat(only(RouterEvent.Failed.class).deployment())
                    .contains(of(RouterEvent.Admitted.class).get(1).deployment());
            assertThat(of(RouterEvent.Attempted.class))
                    .allMatch(event -> event.attempt().failure().isPresent());
        }
    }

    @Test
    void a_cooldown_and_its_end_are_told_once_each() {
        provider.answer((target, call) -> failed(FailureKind.OVERLOADED));
        try (QuotaRouter router = router(deployment("a").allowedFails(0))) {
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);
            RouterEvent.CooledDown cooled = only(RouterEvent.CooledDown.class);
            assertThat(cooled.subject()).isEqualTo(new Subject(Subject.Kind.DEPLOYMENT, "a"));
            assertThat(cooled.kind()).isEqualTo(FailureKind.OVERLOADED);

            provider.answer((target, call) -> ok());
            time.advanceTo(cooled.until());
            router.chat(HELLO);
            router.chat(HELLO);
            assertThat(only(RouterEvent.Recovered.class).subject()).isEqualTo(cooled.subject());
        }
    }

    @Test
    void a_refusal_tells_what_is_used_up_and_which_limit_it_taught() {
        Outcome full = failed(Failure.builder(FailureKind.MINUTE_QUOTA_EXHAUSTED, "five a minute")
                .violations(
                        List.of(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, OptionalLong.of(5)))));
        provider.answer((target, call) -> full);
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RuntimeException.class);

            RouterEvent.LimitLearned learned = only(RouterEvent.LimitLearned.class);
            assertThat(learned.limit()).hasValue(5);
            assertThat(learned.dimension()).isEqualTo(QuotaDimension.REQUESTS);
            assertThat(only(RouterEvent.Exhausted.class).span()).isEqualTo(QuotaSpan.MINUTE);
            assertThat(router.status().pools()).extracting(PoolStatus::id).containsExactly(learned.pool());
        }
    }

    @Test
    void a_day_that_is_used_up_and_its_reset_are_told_once_each() {
        try (QuotaRouter router = router(deployment("a").rpd(2))) {
            router.chat(HELLO);
            router.chat(HELLO);
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            RouterEvent.Exhausted spent = only(RouterEvent.Exhausted.class);
            assertThat(spent.span()).isEqualTo(QuotaSpan.DAY);
            assertThat(spent.until()).isEqualTo("2026-07-02T07:00:00Z");

            time.advanceTo(spent.until());
            router.chat(HELLO);
            assertThat(only(RouterEvent.Reset.class).pool()).isEqualTo(spent.pool());
        }
    }

    @Test
    void a_rejected_key_is_told_and_the_one_who_lifts_it_as_well() {
        provider.answer((target, call) -> failed(FailureKind.KEY_REJECTED));
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            RouterEvent.Blocked blocked = only(RouterEvent.Blocked.class);
            assertThat(blocked.subject().kind()).isEqualTo(Subject.Kind.KEY);

            router.unblock(blocked.subject().name());
            assertThat(only(RouterEvent.Unblocked.class).name())
                    .isEqualTo(blocked.subject().name());
        }
    }

    @Test
    void a_reload_tells_what_is_new_and_what_is_gone() {
        try (QuotaRouter router = router(deployment("a"))) {
            router.reload(
                    RouterConfig.builder().deployment(deployment("b").build()).build());

            RouterEvent.Reloaded reloaded = only(RouterEvent.Reloaded.class);
            assertThat(reloaded.added()).containsExactly("b");
            assertThat(reloaded.removed()).containsExactly("a");
        }
    }

    @Test
    void a_stream_tells_when_its_first_chunk_came_and_ends_once() {
        try (QuotaRouter router = router(deployment("a"));
                ChatStream stream = router.stream(HELLO)) {
            stream.forEach(chunk -> {});

            RouterEvent.Served served = only(RouterEvent.Served.class);
            assertThat(served.streamed()).isTrue();
            assertThat(served.times().firstChunk()).isPresent();
            assertThat(of(RouterEvent.Failed.class)).isEmpty();
        }
    }

    @Test
    void a_reader_who_leaves_a_stream_is_told_once() {
        try (QuotaRouter router = router(deployment("a"))) {
            router.stream(HELLO).close();

            assertThat(only(RouterEvent.Failed.class).reason()).isEqualTo("ChatCancelledException");
        }
    }

    @Test
    void who_leaves_while_he_waits_is_told_to_have_failed() {
        try (QuotaRouter router = router(deployment("a").rpm(1))) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);

            waiting.cancel(true);

            assertThat(only(RouterEvent.Failed.class).reason()).isEqualTo("ChatCancelledException");
        }
    }

    @Test
    void who_waits_when_the_router_is_closed_is_told_to_have_failed() {
        QuotaRouter router = router(deployment("a").rpm(1));
        router.chat(HELLO);
        CompletableFuture<ChatResponse> waiting = router.chatAsync(HELLO);

        router.close();

        assertThat(waiting).isCompletedExceptionally();
        assertThat(only(RouterEvent.Failed.class).reason()).isEqualTo("ChatCancelledException");
    }

    @Test
    void who_throws_harms_neither_the_chat_nor_the_next_listener() {
        QuotaRouterBuilder builder = Routers.with(provider, time)
                .deployment(deployment("a").build())
                .listener(event -> {
                    throw new IllegalStateException("I do not want to know");
                })
                .listener(events::add);
        try (QuotaRouter router = builder.build()) {
            assertThat(router.chat(HELLO).text()).isEqualTo("ok");

            assertThat(kinds()).contains("Admitted", "Served");
        }
    }

    @Test
    void whatever_a_listener_throws_the_chat_goes_on_and_holds_nothing() {
        for (Throwable thrown : List.of(new Error("e"), new StackOverflowError(), new IOException("undeclared"))) {
            try (QuotaRouter router = router(deployment("a").rpm(1))) {
                router.listen(event -> EventsTest.<RuntimeException>sneak(thrown));
                provider.answer((target, call) ->
                        failed(Failure.builder(FailureKind.OVERLOADED, "").neverSent()));
                assertThatThrownBy(() -> router.chat(soon())).isInstanceOf(RouterException.class);
                provider.answer((target, call) -> ok());

                assertThat(router.chat(HELLO).text()).isEqualTo("ok");
                assertThat(router.status().deployments()).allMatch(one -> one.inFlight() == 0);
            }
        }
    }

    @Test
    void a_listener_may_close_the_router() {
        QuotaRouterBuilder builder =
                Routers.with(provider, time).deployment(deployment("a").build());
        QuotaRouter router = builder.build();
        router.listen(event -> router.close());
        router.listen(events::add);

        assertThat(router.chat(HELLO).text()).isEqualTo("ok");

        assertThat(kinds()).endsWith("Served");
        assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_listener_that_interrupts_ends_its_own_chat_and_leaves_nothing_behind() {
        try (QuotaRouter router = router(deployment("a").rpm(5))) {
            router.listen(event -> {
                if (event instanceof RouterEvent.Queued) {
                    Thread.currentThread().interrupt();
                }
            });
            for (int i = 0; i < 5; i++) {
                router.chat(HELLO);
            }
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(ChatCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(only(RouterEvent.Failed.class).reason()).isEqualTo("ChatCancelledException");
            assertThat(router.status().waiting()).isZero();
        }
    }

    @Test
    void a_chat_whose_provider_dies_has_failed() {
        provider.answer((target, call) -> {
            throw new StackOverflowError();
        });
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(StackOverflowError.class);

            assertThat(kinds()).containsExactly("Admitted", "Attempted", "Failed");
        }
    }

    @Test
    void a_listener_may_come_later_and_may_ask_the_router() {
        try (QuotaRouter router =
                Routers.with(provider, time).deployment(deployment("a").build()).build()) {
            router.chat(HELLO);
            router.listen(event -> {
                assertThat(router.status().deployments()).hasSize(1);
                events.add(event);
            });
            router.chat(HELLO);

            assertThat(kinds()).containsExactly("Admitted", "Attempted", "Served");
        }
    }

    private List<String> kinds() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    private <T extends RouterEvent> List<T> of(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <T extends RouterEvent> T only(Class<T> kind) {
        assertThat(of(kind)).hasSize(1);
        return of(kind).get(0);
    }

    @SuppressWarnings("unchecked") // As languages do that know no checked exceptions.
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static ChatRequest soon() {
        return HELLO.toBuilder().deadline(Duration.ofSeconds(5)).build();
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time).listener(events::add);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
