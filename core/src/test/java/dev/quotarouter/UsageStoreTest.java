package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.DeadlineExceededException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.fixture.ScriptedStore;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.store.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a usage store is asked and told, and what becomes of a chat whatever it answers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UsageStoreTest {
    private static final ChatRequest REQUEST = ChatRequest.of("chat", "tokens:100");

    private final ManualTime time = ManualTime.at("2026-03-02T20:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final ScriptedStore store = new ScriptedStore();
    private QuotaRouter router = router("a");

    private QuotaRouter router(String... models) {
        QuotaRouterBuilder builder = Routers.with(provider, time).usageStore(store);
        for (String model : models) {
            builder.deployment(deployment(model).project("p").build());
        }
        return builder.build();
    }

    private List<String> told() {
        return store.heard().stream().filter(word -> !word.startsWith("recall")).toList();
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void it_is_asked_before_the_call_and_told_the_count_after_it() {
        provider.answer((target, call) -> {
            assertThat(told()).containsExactly("reserve a 100");
            return ok(80);
        });

        router.chat(REQUEST);

        assertThat(told()).containsExactly("reserve a 100", "settle a 80");
    }

    @Test
    void pools_and_owners_have_names_without_secrets() {
        assertThat(store.heard().get(0))
                .matches("recall \\[scripted/project=p/a\\] \\[key=[0-9a-f]{16}, scripted/project=p\\]");
    }

    @Test
    void a_reply_without_a_count_stays_as_estimated() {
        router.chat(REQUEST);

        assertThat(told()).containsExactly("reserve a 100");
    }

    @Test
    void a_call_that_never_left_is_refunded() {
        provider.answer((target, call) ->
                failed(Failure.builder(FailureKind.CONNECTION_FAILED, "refused").neverSent()));

        assertThatThrownBy(() -> router.chat(REQUEST)).isInstanceOf(AttemptsFailedException.class);

        assertThat(told()).containsExactly("reserve a 100", "refund a [MINUTE, DAY]");
    }

    @Test
    void a_call_refused_for_quota_counts_in_no_day_and_teaches() {
        provider.answer((target, call) -> failed(FailureKind.DAY_QUOTA_EXHAUSTED));

        assertThatThrownBy(() -> router.chat(REQUEST)).isInstanceOf(QuotaExhaustedException.class);

        assertThat(told()).containsExactly("reserve a 100", "learn Known", "refund a [DAY]");
    }

    @Test
    void a_rejected_key_is_told() {
        provider.answer((target, call) -> failed(FailureKind.KEY_REJECTED));

        assertThatThrownBy(() -> router.chat(REQUEST)).isInstanceOf(AttemptsFailedException.class);

        assertThat(told()).containsExactly("reserve a 100", "learn Blocked");
    }

    @Test
    void asynchronous_chats_and_streams_go_the_same_way() {
        provider.answer((target, call) -> ok(100));

        router.chatAsync(REQUEST).join();
        try (ChatStream stream = router.stream(REQUEST)) {
            assertThat(told()).hasSize(3);
            stream.response();
        }

        assertThat(told()).containsExactly("reserve a 100", "settle a 100", "reserve a 100", "settle a 100");
    }

    @Test
    void where_it_refuses_the_request_goes_elsewhere_and_the_books_know_until_when() {
        router = router("a", "b");
        Instant until = time.now().plusSeconds(500);
        store.answer((use, limits) -> use.pool().endsWith("/a")
                ? new Admission.Refused(
                        List.of(new Admission.FullWindow(QuotaDimension.REQUESTS, QuotaSpan.DAY, 42, until)))
                : Admission.GRANTED);

        for (int i = 0; i < 10; i++) {
            router.chat(REQUEST);
        }

        assertThat(provider.modelsCalled()).hasSize(10).containsOnly("b");
        assertThat(told()).containsOnlyOnce("reserve a 100").doesNotContain("refund a [MINUTE, DAY]");
        DeploymentStatus a = router.status().deployments().get(0);
        assertThat(a.availability()).isEqualTo(Availability.DAY_FULL);
        assertThat(a.until()).contains(until);
        assertThat(router.status().pools().get(0).windows())
                .anyMatch(window -> window.span() == QuotaSpan.DAY && window.used() == 42);
    }

    @Test
    void where_it_refuses_everywhere_the_chat_waits_for_the_instant_it_named() {
        Instant until = time.now().plusSeconds(5);
        store.answer((use, limits) -> time.now().isBefore(until)
                ? new Admission.Refused(
                        List.of(new Admission.FullWindow(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, 3, until)))
                : Admission.GRANTED);

        CompletableFuture<?> answer = router.chatAsync(REQUEST);
        assertThat(answer).isNotDone();
        time.advance(Duration.ofSeconds(5));

        assertThat(answer).isCompleted();
        assertThat(told()).containsExactly("reserve a 100", "reserve a 100");
    }

    @Test
    void a_refusal_that_names_a_past_instant_does_not_make_a_loop() {
        Instant past = time.now().minusSeconds(5);
        store.answer((use, limits) -> new Admission.Refused(
                List.of(new Admission.FullWindow(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, 3, past))));

        CompletableFuture<?> answer = router.chatAsync(
                REQUEST.toBuilder().deadline(Duration.ofSeconds(1)).build());
        time.advance(Duration.ofSeconds(2));

        assertThat(answer).isCompletedExceptionally();
        assertThat(told().size()).isBetween(2, 11);
    }

    @Test
    void a_store_that_throws_costs_no_chat() {
        provider.answer((target, call) -> ok(80));
        store.answer((use, limits) -> {
            throw new IllegalStateException("no connection");
        });

        router.chat(REQUEST);
        router.chatAsync(REQUEST).join();
        store.answer((use, limits) -> {
            throw new NoSuchMethodError("an older library");
        });
        router.chat(REQUEST);
        store.answer((use, limits) -> Admission.GRANTED);
        router.chat(REQUEST);

        assertThat(provider.calls()).hasSize(4);
        assertThat(told())
                .endsWith("settle a 80")
                .filteredOn("settle a 80"::equals)
                .hasSize(1);
    }

    @Test
    void a_store_so_slow_that_the_deadline_passes_is_given_back_what_it_held() {
        store.answer((use, limits) -> {
            time.advance(Duration.ofSeconds(5));
            return Admission.GRANTED;
        });

        assertThatThrownBy(() -> router.chat(
                        REQUEST.toBuilder().deadline(Duration.ofSeconds(5)).build()))
                .isInstanceOf(DeadlineExceededException.class);

        assertThat(provider.calls()).isEmpty();
        assertThat(told()).containsExactly("reserve a 100", "refund a [MINUTE, DAY]");
    }

    @Test
    void it_is_called_with_no_lock_held() {
        store.answer((use, limits) -> {
            CompletableFuture.runAsync(() -> {
                        router.status();
                        router.explain(REQUEST);
                    })
                    .join();
            return Admission.GRANTED;
        });

        router.chat(REQUEST);

        assertThat(provider.calls()).hasSize(1);
    }

    @Test
    void no_call_leaves_after_the_router_was_closed() {
        store.answer((use, limits) -> {
            router.close();
            return Admission.GRANTED;
        });

        assertThatThrownBy(() -> router.chat(REQUEST)).isInstanceOf(ChatCancelledException.class);

        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void a_store_that_was_given_stays_its_owners() {
        router.close();

        assertThat(store.heard()).doesNotContain("close");
    }

    @Test
    void it_knows_the_limits_that_the_router_knows() {
        router = Routers.with(provider, time)
                .usageStore(store)
                .deployment(deployment("a").rpm(5).tpm(1_000).rpd(20).build())
                .build();
        store.answer((use, limits) -> {
            assertThat(limits.rpm()).hasValue(5);
            assertThat(limits.tpm()).hasValue(1_000);
            assertThat(limits.rpd()).hasValue(20);
            assertThat(limits.tpd()).isEmpty();
            assertThat(use.dayEndsAt()).isEqualTo("2026-03-03T08:00:00Z");
            assertThat(use.at()).isEqualTo(time.now());
            return Admission.GRANTED;
        });

        router.chat(REQUEST);

        assertThat(provider.calls()).hasSize(1);
    }
}
