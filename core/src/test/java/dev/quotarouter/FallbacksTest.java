package dev.quotarouter;

import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.RoutingOptions;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.Fallbacks;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.RouterConfigBuilder;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ContentBlockedException;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FallbacksTest {
    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final Map<String, Outcome> answers = new HashMap<>();
    private final ScriptedProvider provider =
            new ScriptedProvider().answer((target, call) -> answers.getOrDefault(target.model(), ok()));

    @Test
    void when_the_group_has_no_room_its_fallback_serves_at_once_and_the_group_again_when_it_has() {
        try (QuotaRouter router = router(general("a", "b"), limited("a", 1), limited("b", 10))) {
            router.chat(hello("a"));
            router.chat(hello("a"));
            time.advance(Duration.ofSeconds(61));
            router.chat(hello("a"));

            assertThat(provider.modelsCalled()).containsExactly("a", "b", "a");
        }
    }

    @Test
    void a_request_waits_only_if_nobody_can_serve_not_even_a_fallback() {
        try (QuotaRouter router = router(general("a", "b"), limited("a", 1), limited("b", 1))) {
            router.chat(hello("a"));
            time.advance(Duration.ofSeconds(10));
            router.chat(hello("a"));
            CompletableFuture<ChatResponse> waiting = router.chatAsync(hello("a"));
            assertThat(router.status().waiting()).isEqualTo(1);

            time.advance(Duration.ofSeconds(51));

            assertThat(waiting).isCompleted();
            assertThat(provider.modelsCalled()).containsExactly("a", "b", "a");
        }
    }

    @Test
    void a_failure_leads_to_the_fallback_within_the_one_budget_of_attempts() {
        Stream.of("a", "b", "c", "d").forEach(model -> answers.put(model, failed(FailureKind.SERVER_ERROR)));
        try (QuotaRouter router = router(general("a", "b", "c", "d"), of("a"), of("b"), of("c"), of("d"))) {
            AttemptsFailedException e =
                    catchThrowableOfType(AttemptsFailedException.class, () -> router.chat(hello("a")));

            assertThat(e.attempts()).extracting(Attempt::deployment).containsExactly("a", "b", "c");
        }
    }

    @Test
    void fallbacks_have_fallbacks_and_each_group_is_asked_once_even_if_they_lead_back() {
        Fallbacks chain = Fallbacks.builder()
                .after("a", List.of("b"))
                .after("b", List.of("c"))
                .after("c", List.of("a"))
                .build();
        answers.put("a", failed(FailureKind.SERVER_ERROR));
        answers.put("b", failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(chain, of("a"), of("b"), of("c"))) {
            assertThat(router.chat(hello("a")).attempts())
                    .extracting(Attempt::deployment)
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    void no_more_steps_are_taken_than_max_fallbacks_says() {
        Fallbacks chain = Fallbacks.builder()
                .after("a", List.of("b"))
                .after("b", List.of("c"))
                .max(1)
                .build();
        answers.put("a", failed(FailureKind.SERVER_ERROR));
        answers.put("b", failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(chain, of("a"), of("b"), of("c"))) {
            assertThatThrownBy(() -> router.chat(hello("a"))).isInstanceOf(AttemptsFailedException.class);

            assertThat(provider.modelsCalled()).containsExactly("a", "b");
        }
    }

    @Test
    void the_shortest_way_to_a_fallback_counts_whichever_is_found_first() {
        Fallbacks two = Fallbacks.builder()
                .after("a", List.of("b", "c"))
                .after("b", List.of("c"))
                .after("c", List.of("d"))
                .max(2)
                .build();
        Stream.of("a", "b", "c").forEach(name -> answers.put(name, failed(FailureKind.SERVER_ERROR)));
        RouterConfigBuilder config = RouterConfig.builder().fallbacks(two).numRetries(3);
        Stream.of("a", "b", "c", "d").forEach(name -> config.deployment(of(name)));
        try (QuotaRouter router =
                Routers.with(provider, time).config(config.build()).build()) {
            router.chat(hello("a"));

            assertThat(provider.modelsCalled()).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void default_fallbacks_stand_behind_every_group_and_behind_names_that_nobody_knows() {
        Fallbacks defaults =
                Fallbacks.builder().after(Fallbacks.EVERY_GROUP, List.of("b")).build();
        answers.put("a", failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(defaults, of("a"), of("b"))) {
            router.chat(hello("a"));
            router.chat(hello("nobody"));

            assertThat(provider.modelsCalled()).containsExactly("a", "b", "b");
        }
    }

    @Test
    void fallbacks_of_a_group_hold_for_its_alias_and_go_before_the_default() {
        RouterConfig config = config(
                        Fallbacks.builder()
                                .after(Fallbacks.EVERY_GROUP, List.of("c"))
                                .after("a", List.of("b"))
                                .build(),
                        of("a"),
                        of("b"),
                        of("c"))
                .alias("nick", "a")
                .build();
        answers.put("a", failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(config)) {
            router.chat(hello("nick"));

            assertThat(provider.modelsCalled()).containsExactly("a", "b");
        }
    }

    @Test
    void a_fallback_may_be_the_id_of_a_deployment() {
        answers.put("a", failed(FailureKind.SERVER_ERROR));
        Deployment named = of("b").toBuilder().id("the-spare").build();
        try (QuotaRouter router = router(general("a", "the-spare"), of("a"), named)) {
            router.chat(hello("a"));

            assertThat(provider.modelsCalled()).containsExactly("a", "b");
        }
    }

    @Test
    void a_fallback_may_be_a_name_that_a_wildcard_catches() {
        answers.put("a", failed(FailureKind.SERVER_ERROR));
        Deployment wildcard = Deployment.builder("spare/*", "scripted/*")
                .apiKey("secret-of-wildcard")
                .build();
        try (QuotaRouter router = router(general("a", "spare/x"), of("a"), wildcard)) {
            router.chat(hello("a"));

            assertThat(provider.modelsCalled()).containsExactly("a", "x");
        }
    }

    @Test
    void a_request_brings_its_own_fallbacks() {
        answers.put("a", failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(general("a", "b"), of("a"), of("b"), of("c"))) {
            router.chat(hello("a", RoutingOptions.DEFAULT.withFallbacks("c")));

            assertThat(provider.modelsCalled()).containsExactly("a", "c");
        }
    }

    @Test
    void a_fallback_of_a_request_that_nobody_knows_is_told_before_anybody_is_called() {
        try (QuotaRouter router = router(general("a", "b"), of("a"), of("b"))) {
            ChatRequest request = hello("a", RoutingOptions.DEFAULT.withFallbacks("b", "nobody"));

            assertThatThrownBy(() -> router.chat(request))
                    .isInstanceOf(NoSuitableDeploymentException.class)
                    .hasMessageContaining("nobody");
            assertThat(router.chatAsync(request)).isCompletedExceptionally();
            assertThatThrownBy(() -> router.stream(request)).isInstanceOf(NoSuitableDeploymentException.class);
            assertThat(provider.calls()).isEmpty();
        }
    }

    @Test
    void a_request_switches_fallbacks_off() {
        answers.put("a", failed(FailureKind.SERVER_ERROR));
        try (QuotaRouter router = router(general("a", "b"), of("a"), of("b"))) {
            assertThatThrownBy(() -> router.chat(hello("a", RoutingOptions.DEFAULT.withoutFallbacks())))
                    .isInstanceOf(AttemptsFailedException.class);
            assertThatThrownBy(() -> router.chat(hello("nobody", RoutingOptions.DEFAULT.withoutFallbacks())))
                    .isInstanceOf(NoSuitableDeploymentException.class);

            assertThat(provider.modelsCalled()).containsExactly("a");
        }
    }

    @Test
    void a_prompt_that_is_known_to_be_too_long_goes_to_the_context_window_fallback_first() {
        Fallbacks fallbacks = Fallbacks.builder()
                .after("small", List.of("general"))
                .afterContextWindow("small", List.of("large"))
                .build();
        try (QuotaRouter router = router(fallbacks, of("small"), of("general"), of("large"))) {
            router.chat(ChatRequest.of("small", "tokens:1000"));
            router.chat(ChatRequest.of("small", "tokens:10"));

            assertThat(provider.modelsCalled()).containsExactly("large", "small");
        }
    }

    @Test
    void a_prompt_that_turns_out_to_be_too_long_goes_there_as_well() {
        Fallbacks fallbacks = Fallbacks.builder()
                .after("a", List.of("general"))
                .afterContextWindow("a", List.of("large"))
                .build();
        answers.put("a", failed(FailureKind.CONTEXT_WINDOW_EXCEEDED));
        try (QuotaRouter router = router(fallbacks, of("a"), of("general"), of("large"))) {
            router.chat(hello("a"));

            assertThat(provider.modelsCalled()).containsExactly("a", "large");
        }
    }

    @Test
    void without_such_a_fallback_a_prompt_that_is_too_long_goes_to_a_general_one_that_reads_it_or_back() {
        try (QuotaRouter router = router(general("small", "large"), of("small"), of("large"))) {
            router.chat(ChatRequest.of("small", "tokens:1000"));
            assertThatThrownBy(() -> router.chat(ChatRequest.builder("small")
                            .user("tokens:1000")
                            .routing(RoutingOptions.DEFAULT.withoutFallbacks())
                            .build()))
                    .isInstanceOf(ContextWindowExceededException.class);

            assertThat(provider.modelsCalled()).containsExactly("large");
        }
    }

    @Test
    void what_was_blocked_goes_to_the_content_policy_fallbacks_and_nowhere_else() {
        Fallbacks fallbacks = Fallbacks.builder()
                .after("a", List.of("general"))
                .afterContentPolicy("a", List.of("lenient"))
                .build();
        answers.put("a", failed(FailureKind.CONTENT_BLOCKED));
        try (QuotaRouter router = router(fallbacks, of("a"), of("general"), of("lenient"))) {
            assertThat(router.chat(hello("a")).attempts())
                    .extracting(Attempt::deployment)
                    .containsExactly("a", "lenient");

            answers.put("lenient", failed(FailureKind.CONTENT_BLOCKED));
            ContentBlockedException e =
                    catchThrowableOfType(ContentBlockedException.class, () -> router.chat(hello("a")));
            assertThat(e.attempts()).hasSize(2);
            assertThat(provider.modelsCalled()).doesNotContain("general");
        }
    }

    @Test
    void a_stream_falls_back_before_its_first_chunk() {
        answers.put("a", failed(FailureKind.OVERLOADED));
        try (QuotaRouter router = router(general("a", "b"), of("a"), of("b"));
                ChatStream stream = router.stream(hello("a"))) {
            stream.forEach(chunk -> {});

            assertThat(stream.response().attempts())
                    .extracting(Attempt::deployment)
                    .containsExactly("a", "b");
        }
    }

    @Test
    void who_is_refused_everywhere_hears_of_every_deployment_its_fallbacks_included() {
        try (QuotaRouter router = router(general("a", "b"), limited("a", 1), limited("b", 1))) {
            router.chat(hello("a"));
            router.chat(hello("b"));
            QuotaExhaustedException e = catchThrowableOfType(
                    QuotaExhaustedException.class,
                    () -> router.chat(hello("a").toBuilder()
                            .deadline(Duration.ofSeconds(1))
                            .build()));

            assertThat(e.refusals()).hasSize(2);
            assertThat(e.retryAt()).hasValue(time.now().plusSeconds(60));
        }
    }

    @Test
    void an_explanation_shows_fallbacks_behind_the_groups_own() {
        try (QuotaRouter router = router(general("a", "b"), limited("a", 0), of("b"))) {
            RouteExplanation why = router.explain(hello("a"));

            assertThat(why.chosen()).hasValue("b");
            assertThat(why.deployments())
                    .extracting(RouteExplanation.DeploymentExplanation::deployment)
                    .containsExactly("a", "b");
        }
    }

    private static Fallbacks general(String group, String... names) {
        return Fallbacks.builder().after(group, List.of(names)).build();
    }

    private static ChatRequest hello(String name) {
        return ChatRequest.of(name, "hello");
    }

    private static ChatRequest hello(String name, RoutingOptions options) {
        return ChatRequest.builder(name).user("hello").routing(options).build();
    }

    private static Deployment of(String name) {
        return Deployment.builder(name, "scripted/" + name)
                .apiKey("secret-of-" + name)
                .id(name)
                .build();
    }

    private static Deployment limited(String name, int rpm) {
        return of(name).toBuilder().rpm(rpm).build();
    }

    private static RouterConfigBuilder config(Fallbacks fallbacks, Deployment... deployments) {
        RouterConfigBuilder config = RouterConfig.builder().fallbacks(fallbacks);
        Stream.of(deployments).forEach(config::deployment);
        return config;
    }

    private QuotaRouter router(Fallbacks fallbacks, Deployment... deployments) {
        return router(config(fallbacks, deployments).build());
    }

    private QuotaRouter router(RouterConfig config) {
        return Routers.with(provider, time).config(config).build();
    }
}
