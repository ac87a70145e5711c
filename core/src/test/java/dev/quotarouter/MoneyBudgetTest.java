package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.config.BudgetSettings;
import dev.quotarouter.config.ConfigNotice;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.provider.TokenPrice;
import dev.quotarouter.quota.BudgetUsage;
import dev.quotarouter.quota.MoneyBudget;
import dev.quotarouter.routing.Availability;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token costs a dollar where nothing else is said, and a reply may have one token. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60) // Who is not served waits, and no time passes by itself.
class MoneyBudgetTest {
    private static final TokenPrice DOLLAR = TokenPrice.perMillion("1000000", "100000", "1000000");

    /** Expected to cost two dollars: one for the prompt, one for the reply. */
    private static final ChatRequest HELLO = ChatRequest.builder("chat")
            .user("hello")
            .maxOutputTokens(1)
            .deadline(Duration.ofSeconds(30))
            .build();

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider =
            new ScriptedProvider().answer((target, call) -> reply(new TokenUsage(1, 1, 0, 0, 0, 2)));

    @Test
    void a_deployment_serves_until_its_budget_is_spent_and_says_until_when() {
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("5", "1d")))) {
            router.chat(HELLO);
            router.chat(HELLO);

            QuotaExhaustedException refused = Objects.requireNonNull(
                    catchThrowableOfType(QuotaExhaustedException.class, () -> router.chat(HELLO)));
            assertThat(refused.retryAt()).contains(Instant.parse("2026-07-02T00:00:00Z"));
            assertThat(refused.refusals()).singleElement().satisfies(refusal -> {
                assertThat(refusal.reason()).isEqualTo(Availability.BUDGET_SPENT);
                assertThat(refusal.until()).contains(Instant.parse("2026-07-02T00:00:00Z"));
                assertThat(refusal.detail()).isEqualTo("deployment a: 5 dollars per 1d");
            });
            assertThat(provider.calls()).hasSize(2);
            assertThat(spent(router)).isEqualByComparingTo("4");
        }
    }

    @Test
    void the_next_period_begins_with_a_whole_budget() {
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("2", "1d")))) {
            router.chat(HELLO);
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(QuotaExhaustedException.class);

            time.advanceTo(Instant.parse("2026-07-02T00:00:00Z"));

            router.chat(HELLO);
            assertThat(usage(router).resetsAt()).isEqualTo(Instant.parse("2026-07-03T00:00:00Z"));
        }
    }

    @Test
    void who_can_wait_for_the_next_period_is_served_in_it() {
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("2", "10s")))) {
            router.chat(HELLO);
            CompletableFuture<ChatResponse> second = router.chatAsync(HELLO);
            assertThat(second).isNotDone();

            time.advance(Duration.ofSeconds(10));

            assertThat(second).isCompleted();
        }
    }

    @Test
    void days_are_those_of_the_zone() {
        BudgetSettings losAngeles = BudgetSettings.NONE.withZone(ZoneId.of("America/Los_Angeles"));
        try (QuotaRouter router =
                router(losAngeles, deployment("a").price(DOLLAR).budget(MoneyBudget.of("2", "1d")))) {
            assertThat(usage(router).resetsAt()).isEqualTo(Instant.parse("2026-07-02T07:00:00Z"));
        }
    }

    @Test
    void what_was_counted_takes_the_place_of_what_was_expected() {
        provider.answer((target, call) -> reply(new TokenUsage(10, 2, 3, 4, 5, 20)));
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("100", "1d")))) {
            router.chat(HELLO);

            // 6 + 5 tokens of the prompt, 4 from the cache at a tenth, 2 + 3 of the reply.
            assertThat(spent(router)).isEqualByComparingTo("16.4");
            assertThat(usage(router).reserved()).isEqualByComparingTo("0");
        }
    }

    @Test
    void calls_under_way_hold_their_money_and_who_waits_is_woken_when_it_is_not_needed() {
        ConcurrentLinkedDeque<CompletableFuture<Outcome>> open = answerWhenTold();
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("3", "1d")))) {
            CompletableFuture<ChatResponse> first = router.chatAsync(HELLO);
            CompletableFuture<ChatResponse> second = router.chatAsync(HELLO);
            assertThat(usage(router).reserved()).isEqualByComparingTo("2");
            assertThat(second).isNotDone();

            open.removeFirst().complete(reply(new TokenUsage(1, 0, 0, 0, 0, 1)));

            assertThat(first).isCompleted();
            assertThat(provider.calls()).hasSize(2);
            open.removeFirst().complete(reply(new TokenUsage(1, 1, 0, 0, 0, 2)));
            assertThat(second).isCompleted();
            assertThat(spent(router)).isEqualByComparingTo("3");
        }
    }

    @Test
    void refusals_cost_nothing_and_what_broke_off_costs_what_was_expected() {
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("100", "1d")))) {
            provider.answer((target, call) -> ScriptedProvider.failed(FailureKind.OVERLOADED));
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            assertThat(spent(router)).isEqualByComparingTo("0");
            assertThat(usage(router).reserved()).isEqualByComparingTo("0");

            provider.answer((target, call) -> ScriptedProvider.failed(FailureKind.TIMEOUT));
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            assertThat(spent(router)).isEqualByComparingTo("2");
        }
        try (QuotaRouter router = router(deployment("b").price(DOLLAR).budget(MoneyBudget.of("100", "1d")))) {
            provider.answer((target, call) -> ScriptedProvider.failed(
                    Failure.builder(FailureKind.CONNECTION_FAILED, "no way").neverSent()));
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            assertThat(spent(router)).isEqualByComparingTo("0");
        }
    }

    @Test
    void a_stream_that_is_left_costs_what_was_expected_unless_it_said_more() {
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("100", "1d")))) {
            try (ChatStream stream = router.stream(HELLO)) {
                assertThat(usage(router).reserved()).isEqualByComparingTo("2");
                stream.response();
            }
            assertThat(spent(router)).isEqualByComparingTo("2");

            router.stream(HELLO).close();
            assertThat(spent(router)).isEqualByComparingTo("4");
            assertThat(usage(router).reserved()).isEqualByComparingTo("0");
        }
    }

    @Test
    void when_one_is_spent_the_others_serve() {
        try (QuotaRouter router = router(
                deployment("a").price(DOLLAR).budget(MoneyBudget.of("2", "1d")),
                deployment("b").price(DOLLAR))) {
            for (int i = 0; i < 5; i++) {
                router.chat(HELLO);
            }

            assertThat(provider.modelsCalled()).containsOnlyOnce("a");
        }
    }

    @Test
    void a_providers_budget_is_that_of_all_its_deployments() {
        BudgetSettings budgets = BudgetSettings.NONE.withProvider("scripted", MoneyBudget.of("5", "1mo"));
        try (QuotaRouter router =
                router(budgets, deployment("a").price(DOLLAR), deployment("b").price(DOLLAR))) {
            router.chat(HELLO);
            router.chat(HELLO);

            assertThatThrownBy(() -> router.chat(HELLO)).hasMessageContaining("provider scripted: 5 dollars per 1mo");
            assertThat(router.status().budgets()).singleElement().satisfies(budget -> {
                assertThat(budget.name()).isEqualTo("provider scripted");
                assertThat(budget.usage().limit()).isEqualByComparingTo("5");
                assertThat(budget.usage().spent()).isEqualByComparingTo("4");
                assertThat(budget.usage().resetsAt()).isEqualTo(Instant.parse("2026-08-01T00:00:00Z"));
            });
            assertThat(router.status().deployments())
                    .extracting(DeploymentStatus::availability)
                    .containsOnly(Availability.AVAILABLE); // A request of one token would still fit.
        }
    }

    @Test
    void a_models_budget_is_that_of_all_its_keys() {
        BudgetSettings budgets = BudgetSettings.NONE.withModel("scripted/m", MoneyBudget.of("4", "1d"));
        try (QuotaRouter router = router(
                budgets,
                deployment("m").apiKey("k1").id("one").price(DOLLAR),
                deployment("m").apiKey("k2").id("two").price(DOLLAR),
                deployment("other").price(DOLLAR))) {
            for (int i = 0; i < 9; i++) {
                router.chat(HELLO);
            }

            assertThat(provider.modelsCalled()).filteredOn("m"::equals).hasSize(2);
        }
    }

    @Test
    void what_costs_nothing_goes_on_when_the_budget_is_spent() {
        BudgetSettings budgets = BudgetSettings.NONE.withProvider("scripted", MoneyBudget.of("0", "1d"));
        try (QuotaRouter router = router(
                budgets, deployment("paid").price(DOLLAR), deployment("free").price(TokenPrice.FREE))) {
            for (int i = 0; i < 5; i++) {
                router.chat(HELLO);
            }

            assertThat(provider.modelsCalled()).containsOnly("free");
        }
    }

    @Test
    void a_request_that_costs_more_than_a_whole_budget_is_not_waited_for() {
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("1", "1d")))) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(NoSuitableDeploymentException.class);
            assertThat(router.explain(HELLO).deployments().get(0).until()).isEmpty();
        }
    }

    @Test
    void a_budget_without_a_price_is_a_mistake_and_a_shared_one_a_notice() {
        assertThatThrownBy(() -> router(deployment("a").budget(MoneyBudget.of("1", "1d"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("what the model costs is not known; write input_cost_per_token");

        BudgetSettings budgets = BudgetSettings.NONE.withProvider("scripted", MoneyBudget.of("1", "1d"));
        try (QuotaRouter router = router(budgets, deployment("a"))) {
            assertThat(router.status().notices())
                    .extracting(ConfigNotice::message)
                    .containsExactly("what the model costs is not known: its calls are not counted against the"
                            + " provider scripted's budget");
        }
    }

    @Test
    void the_price_may_be_the_providers() {
        provider.prices(model -> Optional.of(ModelPrice.always(DOLLAR)));
        try (QuotaRouter router = router(deployment("a").budget(MoneyBudget.of("3", "1d")))) {
            router.chat(HELLO);

            assertThat(spent(router)).isEqualByComparingTo("2");
        }
    }

    @Test
    void a_clock_that_is_set_back_forgets_nothing() {
        try (QuotaRouter router = router(deployment("a").price(DOLLAR).budget(MoneyBudget.of("3", "1d")))) {
            router.chat(HELLO);

            time.set(Instant.parse("2026-06-20T10:00:00Z"));

            assertThat(spent(router)).isEqualByComparingTo("2");
            assertThat(usage(router).resetsAt()).isEqualTo(Instant.parse("2026-06-21T00:00:00Z"));
        }
    }

    @Test
    void a_budget_written_under_one_name_holds_under_the_other() {
        try (QuotaRouter router = router(
                Deployment.builder("single", "scripted/a").apiKey("k").id("a"),
                Deployment.builder("chat", "scripted/a")
                        .apiKey("k")
                        .id("a")
                        .price(DOLLAR)
                        .budget(MoneyBudget.of("2", "1d")))) {
            router.chat(HELLO.toBuilder().model("single").build());

            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void at_any_concurrency_no_more_is_spent_than_may_be() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        provider.answer((target, call) -> {
            calls.incrementAndGet();
            return reply(new TokenUsage(1, 1, 0, 0, 0, 2));
        });
        BudgetSettings budgets = BudgetSettings.NONE.withProvider("scripted", MoneyBudget.of("201", "1d"));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (QuotaRouter router = router(
                budgets,
                deployment("a").price(DOLLAR),
                deployment("b").price(DOLLAR).budget(MoneyBudget.of("31", "1d")))) {
            List<Future<?>> chats = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                chats.add(threads.submit(() -> {
                    CompletableFuture<ChatResponse> unused = router.chatAsync(HELLO);
                }));
            }
            for (Future<?> chat : chats) {
                chat.get();
            }

            assertThat(calls.get()).isEqualTo(100);
            assertThat(router.status().budgets())
                    .extracting(BudgetStatus::usage)
                    .allSatisfy(usage -> {
                        assertThat(usage.spent()).isLessThanOrEqualTo(usage.limit());
                        assertThat(usage.reserved()).isEqualByComparingTo("0");
                    });
        } finally {
            threads.shutdownNow();
        }
    }

    private ConcurrentLinkedDeque<CompletableFuture<Outcome>> answerWhenTold() {
        ConcurrentLinkedDeque<CompletableFuture<Outcome>> open = new ConcurrentLinkedDeque<>();
        provider.answerLater((target, call) -> {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        });
        return open;
    }

    private static Outcome reply(TokenUsage usage) {
        return new Outcome.Completed(
                ChatResponse.builder(ChatMessage.assistant("ok")).usage(usage).build());
    }

    private static BigDecimal spent(QuotaRouter router) {
        return usage(router).spent();
    }

    private static BudgetUsage usage(QuotaRouter router) {
        return router.status().budgets().get(0).usage();
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        return router(BudgetSettings.NONE, deployments);
    }

    private QuotaRouter router(BudgetSettings budgets, Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time).budgets(budgets);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
