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
import java.time.Duration;
import java.util.Collections;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Shares are counted over 4,000 seeded draws: an honest half is then within 3.2 points of 50 in 19,999 of 20,000 seeds. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimpleShuffleTest {
    private static final int CHATS = 4_000;
    private static final Offset<Double> FOUR_SIGMA = within(0.032);

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void weights_are_shares() {
        chat(deployment("a").weight(3), deployment("b").weight(1));

        assertThat(shareOf("a")).isCloseTo(0.75, FOUR_SIGMA);
    }

    @Test
    void without_weights_the_requests_per_minute_are_shares() {
        chat(deployment("a").rpm(9_000_000), deployment("b").rpm(1_000_000));

        assertThat(shareOf("a")).isCloseTo(0.9, FOUR_SIGMA);
    }

    @Test
    void without_those_the_tokens_per_minute_are_shares() {
        chat(deployment("a").tpm(2_000_000_000), deployment("b").tpm(8_000_000_000L));

        assertThat(shareOf("b")).isCloseTo(0.8, FOUR_SIGMA);
    }

    @Test
    void a_weight_goes_before_the_limits() {
        chat(deployment("a").weight(1).rpm(9_000_000), deployment("b").weight(4).rpm(1_000_000));

        assertThat(shareOf("b")).isCloseTo(0.8, FOUR_SIGMA);
    }

    @Test
    void it_does_not_matter_who_of_the_group_has_the_weight_and_whoever_has_none_has_the_mean() {
        chat(deployment("a"), deployment("b").weight(30), deployment("c").weight(10));

        assertThat(shareOf("a")).isCloseTo(1 / 3.0, FOUR_SIGMA);
        assertThat(shareOf("b")).isCloseTo(1 / 2.0, FOUR_SIGMA);
        assertThat(shareOf("c")).isCloseTo(1 / 6.0, FOUR_SIGMA);
    }

    @Test
    void without_any_number_all_shares_are_equal() {
        chat(deployment("a"), deployment("b"), deployment("c").rpd(1_000_000));

        assertThat(shareOf("a")).isCloseTo(1 / 3.0, FOUR_SIGMA);
        assertThat(shareOf("b")).isCloseTo(1 / 3.0, FOUR_SIGMA);
    }

    @Test
    void weights_that_are_all_zero_are_equal() {
        chat(deployment("a").weight(0), deployment("b").weight(0));

        assertThat(shareOf("a")).isCloseTo(0.5, FOUR_SIGMA);
    }

    @Test
    void a_weight_of_zero_stands_by_until_nobody_else_has_room() {
        try (QuotaRouter router = router(
                deployment("standby").weight(0), deployment("a").weight(1).rpm(20))) {
            for (int i = 0; i < 20; i++) {
                router.chat(HELLO);
            }
            assertThat(provider.modelsCalled()).containsOnly("a");

            router.chat(HELLO);
            assertThat(provider.modelsCalled()).endsWith("standby");
        }
    }

    @Test
    void two_keys_of_one_project_share_the_weight_of_its_one_quota() {
        chat(
                deployment("m").project("shared").apiKey("k1").id("k1").rpm(1_000_000),
                deployment("m").project("shared").apiKey("k2").id("k2").rpm(1_000_000),
                deployment("other").rpm(1_000_000));

        assertThat(shareOf("other")).isCloseTo(0.5, FOUR_SIGMA);
    }

    @Test
    void a_deployment_may_have_another_weight_under_another_name() {
        Deployment.Builder pooled =
                Deployment.builder("pool", "scripted/a").apiKey("k").id("a").weight(4);
        try (QuotaRouter router = router(
                Deployment.builder("single", "scripted/a").apiKey("k").id("a"),
                pooled,
                Deployment.builder("pool", "scripted/b").apiKey("k").id("b").weight(1))) {
            for (int i = 0; i < CHATS; i++) {
                router.chat(ChatRequest.of("pool", "hello"));
            }
        }

        assertThat(shareOf("a")).isCloseTo(0.8, FOUR_SIGMA);
    }

    @Test
    void chance_chooses_only_among_those_with_room() {
        try (QuotaRouter router = router(
                deployment("a").weight(9).rpm(10), deployment("b").weight(1).rpm(1_000))) {
            for (int i = 0; i < 500; i++) {
                router.chat(HELLO);
            }
        }

        assertThat(Collections.frequency(provider.modelsCalled(), "a")).isEqualTo(10);
    }

    @Test
    void a_group_too_large_to_be_compared_is_drawn_from_by_weight() {
        Deployment.Builder[] group = new Deployment.Builder[200];
        for (int i = 0; i < group.length; i++) {
            group[i] = deployment(i < 100 ? "light" : "heavy")
                    .apiKey("key-" + i)
                    .id("d" + i)
                    .weight(i < 100 ? 1 : 3);
        }

        chat(group);

        assertThat(shareOf("heavy")).isCloseTo(0.75, FOUR_SIGMA);
    }

    @Test
    void in_a_large_group_nothing_is_left_on_the_table() {
        Deployment.Builder[] group = new Deployment.Builder[100];
        for (int i = 0; i < group.length; i++) {
            group[i] = deployment("m").apiKey("key-" + i).id("d" + i).rpm(2).weight(i == 7 ? 1_000_000 : 0);
        }
        try (QuotaRouter router = router(group)) {
            for (int i = 0; i < 200; i++) {
                router.chat(HELLO);
            }
            assertThat(router.status().pools())
                    .allSatisfy(pool ->
                            assertThat(pool.windows().get(0).remaining()).hasValue(0));
        }
    }

    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private void chat(Deployment.Builder... deployments) {
        try (QuotaRouter router = router(deployments)) {
            for (int i = 0; i < CHATS; i++) {
                router.chat(HELLO);
                time.advance(Duration.ofMillis(10));
            }
        }
    }

    private double shareOf(String model) {
        return (double) Collections.frequency(provider.modelsCalled(), model)
                / provider.calls().size();
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time).strategy(RoutingStrategyName.SIMPLE_SHUFFLE);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }
}
