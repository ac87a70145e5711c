package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RoutingStrategyName;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.TokenPrice;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CostBasedRoutingTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void the_cheapest_serves_until_it_has_no_room() {
        try (QuotaRouter router = router(
                deployment("dear").price(price("10", "10")),
                deployment("cheap").price(price("1", "1")).rpm(3))) {
            chat(router, 5);

            assertThat(provider.modelsCalled()).containsExactly("cheap", "cheap", "cheap", "dear", "dear");
        }
    }

    @Test
    void the_providers_prices_hold_where_none_is_written() {
        provider.prices(model -> Optional.of(ModelPrice.always(price(model.equals("cheap") ? "1" : "9", "1"))));
        try (QuotaRouter router = router(
                deployment("cheap"), deployment("dear"), deployment("bargain").price(price("0.1", "0.1")))) {
            chat(router, 3);
            assertThat(provider.modelsCalled()).containsOnly("bargain");

            assertThat(router.explain(HELLO).deployments())
                    .extracting(one -> one.cost().orElseThrow())
                    .satisfiesExactly(
                            // One token of input, a thousand of output as long as nobody knows better.
                            cheap -> assertThat(cheap).isCloseTo(1_001e-6, within(1e-12)),
                            dear -> assertThat(dear).isCloseTo(1_009e-6, within(1e-12)),
                            bargain -> assertThat(bargain).isCloseTo(100.1e-6, within(1e-12)));
        }
    }

    @Test
    void it_is_this_very_request_that_must_be_cheap() {
        try (QuotaRouter router = router(
                deployment("reader").price(price("1", "20")),
                deployment("writer").price(price("5", "2")))) {
            router.chat(ChatRequest.builder("chat")
                    .user("tokens:10000")
                    .maxOutputTokens(10)
                    .build());
            router.chat(ChatRequest.builder("chat")
                    .user("tokens:10")
                    .maxOutputTokens(1_000)
                    .build());

            assertThat(provider.modelsCalled()).containsExactly("reader", "writer");
        }
    }

    @Test
    void a_long_prompt_may_have_another_price() {
        provider.prices(model -> model.equals("stepped")
                ? Optional.of(new ModelPrice(price("1", "0"), 1_000, price("4", "0")))
                : Optional.of(ModelPrice.always(price("2", "0"))));
        try (QuotaRouter router = router(deployment("stepped"), deployment("flat"))) {
            router.chat(ChatRequest.of("chat", "tokens:1000"));
            router.chat(ChatRequest.of("chat", "tokens:1001"));

            assertThat(provider.modelsCalled()).containsExactly("stepped", "flat");
        }
    }

    @Test
    void replies_teach_how_long_they_are() {
        // A thousand tokens are guessed at first; all replies have one.
        provider.answer((target, call) -> ScriptedProvider.ok(1));
        try (QuotaRouter router = router(
                deployment("m").apiKey("k1").id("reads cheaply").price(price("1", "1")),
                deployment("m").apiKey("k2").id("writes cheaply").price(price("100", "0.5")))) {
            assertThat(router.explain(HELLO).chosen()).hasValue("writes cheaply");

            chat(router, 50);

            assertThat(router.explain(HELLO).chosen()).hasValue("reads cheaply");
        }
    }

    @Test
    void without_a_price_a_deployment_goes_last() {
        try (QuotaRouter router = router(
                deployment("unknown"),
                deployment("dear").price(price("1000", "1000")).rpm(2))) {
            chat(router, 3);

            assertThat(provider.modelsCalled()).containsExactly("dear", "dear", "unknown");
            assertThat(router.explain(HELLO).deployments().get(0).cost()).isEmpty();
        }
    }

    @Test
    void equal_prices_are_used_equally() {
        try (QuotaRouter router = router(
                deployment("a").price(price("1", "2")),
                deployment("b").price(price("1", "2")),
                deployment("c").price(price("1", "2")))) {
            for (int i = 0; i < 300; i++) {
                router.chat(HELLO);
                time.advance(Duration.ofSeconds(7));
            }

            assertThat(List.of("a", "b", "c"))
                    .allSatisfy(model -> assertThat(Collections.frequency(provider.modelsCalled(), model))
                            .isBetween(99, 101));
        }
    }

    @Test
    void the_cheapest_of_a_large_group_is_found_wherever_it_stands() {
        Deployment.Builder[] group = new Deployment.Builder[300];
        for (int i = 0; i < group.length; i++) {
            String name = i == 217 ? "cheap" : "dear";
            group[i] = deployment(name)
                    .apiKey("key-" + i)
                    .id("d" + i)
                    .price(price(i == 217 ? "1" : "2", "2"))
                    .rpm(20);
        }
        try (QuotaRouter router = router(group)) {
            assertThat(router.explain(HELLO).chosen()).hasValue("d217");

            chat(router, 20);
            assertThat(provider.modelsCalled()).containsOnly("cheap");

            chat(router, 1);
            assertThat(provider.modelsCalled()).endsWith("dear");
        }
    }

    private static TokenPrice price(String input, String output) {
        return TokenPrice.perMillion(input, input, output);
    }

    private static void chat(QuotaRouter router, int chats) {
        for (int i = 0; i < chats; i++) {
            router.chat(HELLO);
        }
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time).strategy(RoutingStrategyName.COST_BASED_ROUTING);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
