package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoutingTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void a_chat_brings_the_reply_and_the_attempt_that_led_to_it() {
        try (QuotaRouter router = router(deployment("a"))) {
            ChatResponse response = router.chat(HELLO);

            assertThat(response.text()).isEqualTo("ok");
            assertThat(response.attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.deployment()).isEqualTo("a");
                assertThat(attempt.model()).isEqualTo("scripted/a");
                assertThat(attempt.succeeded()).isTrue();
                assertThat(attempt.startedAt()).isEqualTo(time.now());
                assertThat(attempt.inputTokens()).isEqualTo(1);
            });
        }
    }

    @Test
    void equal_deployments_are_used_equally() {
        try (QuotaRouter router = router(
                deployment("a").rpm(100).rpd(1_000),
                deployment("b").rpm(100).rpd(1_000),
                deployment("c").rpm(100).rpd(1_000))) {
            for (int i = 0; i < 299; i++) {
                router.chat(HELLO);
            }

            assertThat(List.of("a", "b", "c"))
                    .allSatisfy(model -> assertThat(Collections.frequency(provider.modelsCalled(), model))
                            .isBetween(99, 100));
        }
    }

    @Test
    void equal_deployments_are_used_equally_though_no_limit_is_known() {
        try (QuotaRouter router = router(deployment("a"), deployment("b"), deployment("c"))) {
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
    void what_the_day_cannot_bind_is_spent_before_what_it_can() {
        // 19:00 UTC is noon in Los Angeles: 720 minutes are left. 10 a minute could carry 7,200 until then.
        try (QuotaRouter router = router(
                deployment("scarce").rpm(10).rpd(100),
                deployment("plenty").rpm(10).rpd(14_400))) {
            for (int i = 0; i < 10; i++) {
                router.chat(HELLO);
            }
            assertThat(provider.modelsCalled()).containsOnly("plenty");

            router.chat(HELLO);
            assertThat(provider.modelsCalled()).endsWith("scarce");
        }
    }

    @Test
    void the_estimate_is_reserved_and_gives_way_to_what_was_counted() {
        provider.answer((target, call) -> ok(70));
        try (QuotaRouter router = router(deployment("a").tpm(100))) {
            router.chat(ChatRequest.of("chat", "tokens:90"));

            assertThat(tokens(router).used()).isEqualTo(70);
            assertThat(tokens(router).reserved()).isZero();
            assertThat(tokens(router).remaining()).hasValue(30);
        }
    }

    @Test
    void keys_of_one_project_share_its_quota() {
        try (QuotaRouter router = router(
                Deployment.builder("chat", "scripted/m")
                        .apiKey("k1")
                        .project("team")
                        .rpm(2),
                Deployment.builder("chat", "scripted/m")
                        .apiKey("k2")
                        .project("team")
                        .rpm(2))) {
            router.chat(HELLO);
            router.chat(HELLO);

            assertThatThrownBy(() -> router.chat(soon(HELLO))).isInstanceOf(QuotaExhaustedException.class);
            assertThat(router.status().pools()).hasSize(1);
        }
    }

    @Test
    void keys_without_a_project_have_quotas_of_their_own() {
        try (QuotaRouter router = router(
                Deployment.builder("chat", "scripted/m").apiKey("k1").rpm(1),
                Deployment.builder("chat", "scripted/m").apiKey("k2").rpm(1))) {
            router.chat(HELLO);
            router.chat(HELLO);

            assertThat(provider.calls()).hasSize(2);
            assertThat(router.status().pools()).hasSize(2);
        }
    }

    @Test
    void aliases_of_one_model_share_its_quota() {
        try (QuotaRouter router = router(
                Deployment.builder("chat", "scripted/m").apiKey("k").rpm(1),
                Deployment.builder("chat", "scripted/m-latest").apiKey("k").rpm(1))) {
            router.chat(HELLO);

            assertThatThrownBy(() -> router.chat(soon(HELLO))).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void a_deployment_under_two_names_is_one_pool_counted_once() {
        try (QuotaRouter router = router(
                Deployment.builder("gpt-4", "scripted/m").apiKey("k").rpm(2),
                Deployment.builder("m", "scripted/m").apiKey("k").rpm(2))) {
            router.chat(ChatRequest.of("gpt-4", "hello"));
            router.chat(ChatRequest.of("m", "hello"));

            assertThatThrownBy(() -> router.chat(soon(ChatRequest.of("m", "hello"))))
                    .isInstanceOf(QuotaExhaustedException.class);
            assertThat(router.status().deployments()).hasSize(1);
            assertThat(router.status().models()).containsOnlyKeys("gpt-4", "m");
        }
    }

    @Test
    void where_two_entries_differ_about_one_quota_the_smaller_limit_holds_and_it_is_noted() {
        try (QuotaRouter router = router(
                Deployment.builder("gpt-4", "scripted/m").apiKey("k").rpm(5),
                Deployment.builder("m", "scripted/m").apiKey("k").rpm(3))) {
            assertThat(router.status().pools().get(0).windows().get(0).limit()).hasValue(3);
            assertThat(router.status().notices())
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.message()).contains("smallest"));
        }
    }

    @Test
    void an_alias_stands_for_all_the_groups_it_names() {
        QuotaRouterBuilder builder = Routers.with(provider, time)
                .deployment(Deployment.builder("one", "scripted/a")
                        .apiKey("k")
                        .rpm(1)
                        .build())
                .deployment(Deployment.builder("two", "scripted/b")
                        .apiKey("k")
                        .rpm(1)
                        .build())
                .alias("gpt-4", "one", "two");
        try (QuotaRouter router = builder.build()) {
            router.chat(ChatRequest.of("gpt-4", "hello"));
            router.chat(ChatRequest.of("gpt-4", "hello"));

            assertThat(provider.modelsCalled()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void a_tier_fills_what_is_not_written() {
        try (QuotaRouter router = router(deployment("a").tier("free").rpm(7))) {
            List<WindowUsage> windows = router.status().pools().get(0).windows();

            assertThat(windows).extracting(window -> window.limit().orElse(-1)).containsExactly(7L, 1_000L, 5L);
        }
    }

    @Test
    void an_unknown_tier_or_provider_is_a_mistake_of_the_configuration() {
        assertThatThrownBy(() -> router(deployment("a").tier("gold")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("write one of free");
        assertThatThrownBy(() -> router(Deployment.builder("chat", "nobody/a").apiKey("k")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no provider \"nobody\"");
        assertThatThrownBy(() -> QuotaRouter.builder().build()).isInstanceOf(ConfigException.class);
    }

    @Test
    void tools_json_and_images_go_only_to_models_that_have_them_and_plain_chats_to_all() {
        try (QuotaRouter router =
                router(deployment("plain").rpm(1_000), deployment("able").rpm(10))) {
            ChatRequest tools = ChatRequest.builder("chat")
                    .user("weather?")
                    .tool(Tool.function("get_weather", "Weather"))
                    .build();
            ChatRequest json = ChatRequest.builder("chat")
                    .user("list")
                    .responseFormat(ResponseFormat.JSON)
                    .build();
            ChatRequest image = ChatRequest.builder("chat")
                    .user(new TextPart("what is it?"), new DataPart("image/png", new byte[] {1}))
                    .build();
            router.chat(tools);
            router.chat(json);
            router.chat(image);
            assertThat(provider.modelsCalled()).containsOnly("able");

            router.chat(HELLO);
            assertThat(provider.modelsCalled()).endsWith("plain");
        }
    }

    @Test
    void a_system_text_is_no_reason_to_pass_a_model_over() {
        try (QuotaRouter router = router(deployment("plain"))) {
            router.chat(ChatRequest.builder("chat")
                    .system("Be short.")
                    .user("hello")
                    .build());

            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void what_nobody_can_do_is_refused_at_once_with_the_reason_of_each() {
        try (QuotaRouter router = router(deployment("plain"))) {
            ChatRequest tools = ChatRequest.builder("chat")
                    .user("weather?")
                    .tool(Tool.function("get_weather", "Weather"))
                    .build();

            assertThatThrownBy(() -> router.chat(tools))
                    .isInstanceOfSatisfying(
                            NoSuitableDeploymentException.class,
                            e -> assertThat(e.refusals()).singleElement().satisfies(refusal -> {
                                assertThat(refusal.reason()).isEqualTo(Availability.CAPABILITY_MISSING);
                                assertThat(refusal.detail()).contains("TOOLS");
                            }));
            assertThat(provider.calls()).isEmpty();
        }
    }

    @Test
    void an_unknown_model_is_refused_with_the_names_there_are() {
        try (QuotaRouter router = router(deployment("a"))) {
            assertThatThrownBy(() -> router.chat(ChatRequest.of("gpt-5", "hello")))
                    .isInstanceOf(NoSuitableDeploymentException.class)
                    .hasMessageContaining("gpt-5")
                    .hasMessageContaining("[chat]");
            assertThat(router.chatAsync(ChatRequest.of("gpt-5", "hello"))).isCompletedExceptionally();
        }
    }

    @Test
    void a_prompt_longer_than_every_context_is_refused_unasked() {
        try (QuotaRouter router = router(deployment("small-1"), deployment("small-2"))) {
            assertThatThrownBy(() -> router.chat(ChatRequest.of("chat", "tokens:1000")))
                    .isInstanceOf(ContextWindowExceededException.class);
            assertThat(provider.calls()).isEmpty();
        }
    }

    @Test
    void a_request_larger_than_a_whole_window_goes_elsewhere_and_nobody_waits_for_it() {
        try (QuotaRouter router =
                router(deployment("a").tpm(100), deployment("b").tpm(1_000).rpm(1))) {
            router.chat(ChatRequest.of("chat", "tokens:500"));
            assertThat(provider.modelsCalled()).containsExactly("b");
        }
        try (QuotaRouter router = router(deployment("a").tpm(100))) {
            assertThatThrownBy(() -> router.chat(ChatRequest.of("chat", "tokens:500")))
                    .isInstanceOf(NoSuitableDeploymentException.class)
                    .hasMessageContaining("WINDOW_TOO_SMALL");
        }
    }

    @Test
    void a_closed_router_takes_no_chats() {
        QuotaRouter router = router(deployment("a"));
        router.close();
        router.close();

        assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> router.chatAsync(HELLO)).isInstanceOf(IllegalStateException.class);
        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void a_large_group_is_used_equally_and_to_the_last_call() {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (int i = 0; i < 500; i++) {
            builder.deployment(deployment("m" + i).rpm(4).build());
        }
        try (QuotaRouter router = builder.build()) {
            for (int i = 0; i < 1_000; i++) {
                router.chat(HELLO);
            }
            for (int i = 0; i < 500; i++) {
                assertThat(Collections.frequency(provider.modelsCalled(), "m" + i))
                        .isBetween(0, 4);
            }

            for (int i = 0; i < 1_000; i++) {
                router.chat(soon(HELLO));
            }
            assertThatThrownBy(() -> router.chat(soon(HELLO))).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void a_strategy_that_breaks_or_invents_a_row_costs_no_chat() {
        QuotaRouterBuilder breaks = Routers.with(provider, time)
                .deployment(deployment("a").build())
                .deployment(deployment("b").build())
                .strategy((candidates, random) -> {
                    throw new IllegalStateException("broken");
                });
        QuotaRouterBuilder invents = Routers.with(provider, time)
                .deployment(deployment("a").build())
                .deployment(deployment("b").build())
                .strategy((candidates, random) -> 17);
        try (QuotaRouter first = breaks.build();
                QuotaRouter second = invents.build()) {
            assertThat(first.chat(HELLO).text()).isEqualTo("ok");
            assertThat(second.chat(HELLO).text()).isEqualTo("ok");
        }
    }

    @Test
    void explaining_tells_the_choice_and_the_reasons_and_takes_nothing() {
        try (QuotaRouter router =
                router(deployment("a").rpm(1), deployment("plain").rpm(5))) {
            ChatRequest tools = ChatRequest.builder("chat")
                    .user("weather?")
                    .tool(Tool.function("get_weather", "Weather"))
                    .build();

            RouteExplanation before = router.explain(tools);
            assertThat(before.chosen()).hasValue("a");
            assertThat(before.deployments())
                    .extracting(RouteExplanation.DeploymentExplanation::availability)
                    .containsExactly(Availability.AVAILABLE, Availability.CAPABILITY_MISSING);
            assertThat(router.explain(tools)).isEqualTo(before);

            router.chat(tools);
            RouteExplanation after = router.explain(tools);
            assertThat(after.chosen()).isEmpty();
            assertThat(after.retryAt()).hasValue(time.now().plusSeconds(60));
            assertThat(after.deployments().get(0).availability()).isEqualTo(Availability.MINUTE_FULL);
            assertThat(after.toString()).contains("nobody before", "a: MINUTE_FULL until");
        }
    }

    @Test
    void several_turns_and_tool_results_reach_the_provider_as_they_were_given() {
        try (QuotaRouter router = router(deployment("a"))) {
            ChatRequest request = ChatRequest.builder("chat")
                    .user("1")
                    .message(ChatMessage.assistant("2"))
                    .user("3")
                    .build();
            router.chat(request);

            assertThat(provider.calls().get(0).call().request()).isSameAs(request);
        }
    }

    private QuotaRouter router(Deployment.Builder... deployments) {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (Deployment.Builder deployment : deployments) {
            builder.deployment(deployment.build());
        }
        return builder.build();
    }

    private static ChatRequest soon(ChatRequest request) {
        return request.toBuilder().deadline(Duration.ofSeconds(1)).build();
    }

    private static WindowUsage tokens(QuotaRouter router) {
        return router.status().pools().get(0).windows().stream()
                .filter(window -> window.dimension() == dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS
                        && window.span() == dev.quotarouter.quota.QuotaSpan.MINUTE)
                .findFirst()
                .orElseThrow();
    }
}
