package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.quota.WindowUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the provider is down, trying again must not make it worse. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class OutageTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");
    /** What may be added in a minute, whatever the traffic. */
    private static final int ALWAYS = 20;

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5})
    void when_everything_is_down_there_are_hardly_more_calls_than_requests(double share) {
        provider.answer((target, call) -> failed(FailureKind.OVERLOADED));
        // Cooldowns would help as well: here the budget is alone.
        try (QuotaRouter router = router(50, b -> b.retryBudget(share).cooldown(Duration.ZERO))) {
            for (int i = 0; i < 1_000; i++) {
                assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(AttemptsFailedException.class);
            }

            assertThat(provider.calls())
                    .hasSizeBetween(1_000 + ALWAYS, (int) ((1 + share) * 1_000) + ALWAYS)
                    .hasSize((int) ((1 + share) * 1_000) + ALWAYS);
        }
    }

    @Test
    void the_exception_says_that_the_budget_is_spent_and_has_the_attempts() {
        provider.answer((target, call) -> failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(50, b -> b.retryBudget(0).cooldown(Duration.ZERO))) {
            for (int i = 0; i < ALWAYS / 2; i++) {
                assertThatThrownBy(() -> router.chat(HELLO)).hasMessageContaining("3 attempts failed");
            }
            assertThatThrownBy(() -> router.chat(HELLO))
                    .isInstanceOfSatisfying(
                            RouterException.class, e -> assertThat(e.attempts()).hasSize(1))
                    .hasMessageContaining("the retry budget is spent");
            assertThat(router.status().pools())
                    .flatExtracting(PoolStatus::windows)
                    .extracting(WindowUsage::reserved)
                    .as("nothing is held for a call that was not made")
                    .containsOnly(0L);

            time.advance(Duration.ofSeconds(70));
            assertThatThrownBy(() -> router.chat(HELLO)).hasMessageContaining("3 attempts failed");
        }
    }

    @Test
    void one_bad_deployment_among_good_ones_costs_nobody_his_reply_however_long_it_lasts() {
        provider.answer((target, call) -> target.model().equals("m0") ? failed(FailureKind.OVERLOADED) : ok());
        try (QuotaRouter router = router(2, b -> b.retryBudget(0).cooldown(Duration.ZERO))) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(router.chat(HELLO).text()).isEqualTo("ok");
            }
            assertThat(provider.modelsCalled()).as("it was asked all the time").contains("m0");
        }
    }

    @Test
    void one_bad_deployment_among_ten_costs_nobody_his_reply_though_all_come_at_once() {
        CompletableFuture<Outcome> down = new CompletableFuture<>();
        provider.answerLater(
                (target, call) -> target.model().equals("m0") ? down.copy() : CompletableFuture.completedFuture(ok()));
        try (QuotaRouter router = router(10, b -> {})) {
            List<CompletableFuture<ChatResponse>> chats = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                chats.add(router.chatAsync(HELLO));
            }
            assertThat(chats).filteredOn(chat -> !chat.isDone()).hasSizeGreaterThan(50);
            down.complete(failed(FailureKind.OVERLOADED));

            assertThat(chats).allSatisfy(chat -> assertThat(chat).isCompleted());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MINUTE_QUOTA_EXHAUSTED", "DAY_QUOTA_EXHAUSTED", "NO_QUOTA", "KEY_REJECTED", "MODEL_CLOSED"})
    void failovers_after_failures_that_teach_draw_nothing(FailureKind kind) {
        provider.answer((target, call) -> target.model().equals("m99") ? ok() : failed(kind));
        try (QuotaRouter router = router(100, b -> b.retryBudget(0).numRetries(100))) {
            assertThat(router.chat(HELLO).text()).isEqualTo("ok");
            assertThat(provider.calls()).hasSizeGreaterThan(ALWAYS);
        }
    }

    @Test
    void a_chat_whose_turn_comes_when_the_budget_is_spent_gives_its_room_to_the_next() {
        provider.answer(
                (target, call) -> target.model().equals("a") && provider.calls().size() > 1
                        ? ok()
                        : failed(FailureKind.MALFORMED_RESPONSE));
        try (QuotaRouter router = router(
                20,
                b -> b.deployment(Deployment.builder("one", "scripted/a")
                                .apiKey("a")
                                .rpm(1)
                                .build())
                        .retryBudget(0))) {
            ChatRequest one = HELLO.toBuilder().model("one").build();
            CompletableFuture<ChatResponse> broken = router.chatAsync(one);
            CompletableFuture<ChatResponse> next = router.chatAsync(one);
            time.advance(Duration.ofSeconds(30));
            for (int i = 0; i < ALWAYS / 2; i++) {
                assertThatThrownBy(() -> router.chat(HELLO)).hasMessageContaining("3 attempts failed");
            }
            assertThat(broken).isNotDone();
            assertThat(next).isNotDone();
            time.advance(Duration.ofSeconds(30));

            assertThat(broken).isCompletedExceptionally();
            assertThat(next).isCompleted();
        }
    }

    private QuotaRouter router(int deployments, Consumer<QuotaRouterBuilder> more) {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (int i = 0; i < deployments; i++) {
            builder.deployment(deployment("m" + i).build());
        }
        more.accept(builder);
        return builder.build();
    }
}
