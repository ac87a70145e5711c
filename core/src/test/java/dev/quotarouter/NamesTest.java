package dev.quotarouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.RoutingOptions;
import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.config.RouterConfigBuilder;
import dev.quotarouter.config.TagFiltering;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NamesTest {
    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();

    @Test
    void a_wildcard_serves_whatever_model_is_asked_for_by_its_name() {
        try (QuotaRouter router = router(of("scripted/*", "scripted/*", "K1"))) {
            router.chat(ChatRequest.of("scripted/one", "hello"));
            router.chat(ChatRequest.of("scripted/two", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("one", "two");
            assertThat(router.status().models()).containsEntry("scripted/*", List.of("one@K1", "two@K1"));
        }
    }

    @Test
    void the_most_specific_wildcard_that_serves_the_name_is_asked_and_an_exact_name_goes_before_all() {
        try (QuotaRouter router = router(
                of("*", "scripted/*", "ANY"),
                of("fast-*", "scripted/fast-*", "FAST"),
                of("fast-lite-*", "scripted/fast-lite-*", "LITE"),
                of("fast-lite-1", "scripted/pinned", "EXACT"))) {
            Stream.of("slow", "fast-1", "fast-lite-2", "fast-lite-1")
                    .forEach(name -> router.chat(ChatRequest.of(name, "hello")));

            assertThat(provider.calls())
                    .extracting(call -> call.key() + " " + call.model())
                    .containsExactly("ANY slow", "FAST fast-1", "LITE fast-lite-2", "EXACT pinned");
        }
    }

    @Test
    void a_wildcard_serves_only_models_that_are_of_its_own_pattern() {
        try (QuotaRouter router = router(of("fast-*", "scripted/fast-2*", "K1"))) {
            router.chat(ChatRequest.of("fast-2.5", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("fast-2.5");
            assertThatThrownBy(() -> router.chat(ChatRequest.of("fast-1.5", "hello")))
                    .isInstanceOf(NoSuitableDeploymentException.class)
                    .hasMessageContaining("fast-1.5");
        }
    }

    @Test
    void where_the_names_have_nothing_in_common_with_the_models_the_star_is_what_they_share() {
        try (QuotaRouter router = router(of("my-*", "scripted/*", "K1"))) {
            router.chat(ChatRequest.of("my-one", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("one");
        }
    }

    @Test
    void a_star_over_every_name_takes_the_providers_prefix_for_what_it_is() {
        try (QuotaRouter router = router(of("*", "scripted/*", "K1"))) {
            router.chat(ChatRequest.of("scripted/one", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("one");
        }
    }

    @Test
    void a_name_that_is_reached_in_three_ways_is_one_deployment_with_one_quota() {
        try (QuotaRouter router = router(
                limited("one", "scripted/one", "K1", 3),
                of("scripted/*", "scripted/*", "K1"),
                of("pool", "scripted/one", "K1"))) {
            Stream.of("one", "scripted/one", "pool").forEach(name -> router.chat(ChatRequest.of(name, "hello")));

            Stream.of("one", "scripted/one", "pool")
                    .forEach(name -> assertThatThrownBy(() -> router.chat(soon(name)))
                            .as(name)
                            .isInstanceOf(QuotaExhaustedException.class));
            assertThat(router.status().pools())
                    .singleElement()
                    .satisfies(pool -> assertThat(pool.windows()).anySatisfy(window -> {
                        assertThat(window.used()).isEqualTo(3);
                        assertThat(window.limit()).hasValue(3);
                    }));
            assertThat(router.status().deployments()).hasSize(1);
        }
    }

    @Test
    void what_a_wildcard_says_of_limits_holds_for_a_deployment_that_says_nothing_of_them() {
        try (QuotaRouter router = router(
                of("one", "scripted/one", "K1"),
                limited("two", "scripted/two", "K1", 3),
                limited("*", "scripted/*", "K1", 2))) {
            for (int i = 0; i < 2; i++) {
                router.chat(ChatRequest.of("one", "hello"));
            }
            for (int i = 0; i < 3; i++) {
                router.chat(ChatRequest.of("two", "hello"));
            }

            assertThatThrownBy(() -> router.chat(soon("one"))).isInstanceOf(QuotaExhaustedException.class);
            assertThatThrownBy(() -> router.chat(soon("two"))).isInstanceOf(QuotaExhaustedException.class);
        }
    }

    @Test
    void names_that_somebody_makes_up_do_not_fill_the_memory() {
        try (QuotaRouter router = router(of("*", "scripted/*", "K1"))) {
            for (int i = 0; i < 1_000; i++) {
                router.chat(ChatRequest.of("made-up-" + i, "hello"));
            }

            assertThatThrownBy(() -> router.chat(ChatRequest.of("made-up-1000", "hello")))
                    .isInstanceOf(NoSuitableDeploymentException.class);
            router.chat(ChatRequest.of("made-up-7", "hello"));
        }
    }

    @Test
    void a_name_that_no_model_can_have_is_caught_by_no_wildcard() {
        try (QuotaRouter router = router(of("*", "scripted/*", "K1"))) {
            for (String name : List.of("no model", "scripted/no model", "scripted/ ")) {
                assertThatThrownBy(() -> router.chat(ChatRequest.of(name, "hello")))
                        .as(name)
                        .isInstanceOf(NoSuitableDeploymentException.class);
            }
        }
    }

    @Test
    void a_model_that_no_provider_can_have_is_a_mistake_of_the_configuration() {
        assertThatThrownBy(() -> router(of("chat", "scripted/no model", "K1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("scripted has no models of such names");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4})
    void what_one_wildcard_declares_holds_for_all_of_its_project(long other) {
        Deployment.Builder second = of("*", "scripted/*", "K2").toBuilder().project("team");
        Deployment first =
                limited("*", "scripted/*", "K1", 2).toBuilder().project("team").build();
        try (QuotaRouter router = router(first, (other == 0 ? second : second.rpm(other)).build())) {
            router.chat(soon("one"));
            router.chat(soon("one"));

            assertThatThrownBy(() -> router.chat(soon("one"))).isInstanceOf(QuotaExhaustedException.class);
            assertThat(provider.calls()).hasSize(2);
        }
    }

    @Test
    void an_id_that_is_written_goes_before_one_that_is_made_up() {
        Deployment named =
                of("chat", "scripted/one", "K2").toBuilder().id("one@K1").build();
        try (QuotaRouter router = router(of("chat", "scripted/one", "K1"), named)) {
            router.chat(ChatRequest.of("one@K1", "hello"));

            assertThat(provider.calls()).extracting(call -> call.key()).containsExactly("K2");
        }
    }

    @Test
    void a_name_with_a_star_is_no_model() {
        try (QuotaRouter router = router(of("*", "scripted/*", "K1"))) {
            assertThatThrownBy(() -> router.chat(ChatRequest.of("fast-*", "hello")))
                    .isInstanceOf(NoSuitableDeploymentException.class);
        }
    }

    @Test
    void a_star_behind_an_exact_name_is_every_model_of_the_pattern_that_the_key_opens() {
        provider.lists(target -> CompletableFuture.completedFuture(
                new Lookup.Found<>(List.of(model("fast-1"), model("fast-2"), model("slow")))));
        try (QuotaRouter router = router(of("pool", "scripted/fast-*", "K1"))) {
            assertThat(router.status().models()).containsEntry("pool", List.of("fast-1@K1", "fast-2@K1"));
        }
    }

    @Test
    void a_star_of_which_the_key_opens_no_model_is_a_mistake() {
        provider.lists(target -> CompletableFuture.completedFuture(new Lookup.Found<>(List.of(model("slow")))));

        assertThatThrownBy(() -> router(of("pool", "scripted/fast-*", "K1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("scripted/fast-*");
    }

    @Test
    void where_models_cannot_be_listed_those_are_taken_that_are_known_without_asking() {
        provider.lists(target -> CompletableFuture.completedFuture(
                new Lookup.Failed<>(Failure.of(FailureKind.CONNECTION_FAILED, "no network"))));
        provider.knowing("fast-1", "slow");
        try (QuotaRouter router = router(of("pool", "scripted/fast-*", "K1"))) {
            assertThat(router.status().models()).containsEntry("pool", List.of("fast-1@K1"));
            assertThat(router.status().notices())
                    .anySatisfy(notice ->
                            assertThat(notice.message()).contains("not listed").contains("no network"));
        }
    }

    @Test
    void a_deployment_can_be_asked_for_by_its_id() {
        try (QuotaRouter router = router(of("chat", "scripted/one", "K1"), of("chat", "scripted/two", "K2"))) {
            for (int i = 0; i < 5; i++) {
                router.chat(ChatRequest.of("two@K2", "hello"));
            }

            assertThat(provider.modelsCalled()).containsOnly("two");
        }
    }

    @Test
    void a_hidden_alias_can_be_asked_for_and_is_not_listed() {
        RouterConfig config = RouterConfig.builder()
                .deployment(of("chat", "scripted/one", "K1"))
                .alias("secret", "chat")
                .alias("open", "chat")
                .hide("secret")
                .build();
        try (QuotaRouter router = router(config)) {
            router.chat(ChatRequest.of("secret", "hello"));

            assertThat(router.status().models()).containsOnlyKeys("chat", "open");
            assertThatThrownBy(() -> router.chat(ChatRequest.of("nobody", "hello")))
                    .hasMessageContaining("open")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void those_of_a_lower_order_are_asked_first_and_the_next_as_soon_as_these_have_no_room() {
        try (QuotaRouter router = router(
                limited("chat", "scripted/second", "K2", 100).toBuilder()
                        .order(2)
                        .build(),
                limited("chat", "scripted/last", "K3", 100),
                limited("chat", "scripted/first", "K1", 2).toBuilder().order(1).build())) {
            for (int i = 0; i < 3; i++) {
                router.chat(ChatRequest.of("chat", "hello"));
            }

            assertThat(provider.modelsCalled()).containsExactly("first", "first", "second");
        }
    }

    @Test
    void a_failure_leads_to_the_next_order() {
        provider.answer((target, call) -> target.model().equals("first")
                ? ScriptedProvider.failed(FailureKind.OVERLOADED)
                : ScriptedProvider.ok());
        try (QuotaRouter router = router(
                of("chat", "scripted/first", "K1").toBuilder().order(1).build(),
                of("chat", "scripted/second", "K2").toBuilder().order(2).build())) {
            router.chat(ChatRequest.of("chat", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("first", "second");
        }
    }

    @Test
    void a_request_with_tags_goes_to_deployments_that_have_one_of_them() {
        try (QuotaRouter router = router(tagged(TagFiltering.ANY))) {
            router.chat(tagged("free"));
            router.chat(tagged("paid", "unknown"));

            assertThat(provider.modelsCalled()).containsExactly("free", "paid");
        }
    }

    @Test
    void or_all_of_them_if_so_configured_and_else_to_the_default() {
        try (QuotaRouter router = router(tagged(TagFiltering.ALL))) {
            router.chat(tagged("paid", "europe"));
            router.chat(tagged("paid", "unknown"));
            router.chat(ChatRequest.of("chat", "hello"));

            assertThat(provider.modelsCalled()).containsExactly("paid", "default", "default");
        }
    }

    @Test
    void tags_that_nobody_has_are_said_to_be_the_reason() {
        RouterConfig config = RouterConfig.builder()
                .deployment(of("chat", "scripted/one", "K1").toBuilder()
                        .tags("free")
                        .build())
                .tagFiltering(TagFiltering.ANY)
                .build();
        try (QuotaRouter router = router(config)) {
            assertThatThrownBy(() -> router.chat(tagged("paid")))
                    .isInstanceOf(NoSuitableDeploymentException.class)
                    .hasMessageContaining("[paid]");
            assertThat(provider.calls()).isEmpty();
        }
    }

    @Test
    void tags_mean_nothing_where_they_are_not_obeyed() {
        try (QuotaRouter router = router(tagged(TagFiltering.OFF))) {
            for (int i = 0; i < 20; i++) {
                router.chat(tagged("free"));
            }

            assertThat(provider.modelsCalled()).contains("paid", "free", "default");
        }
    }

    @Test
    void a_request_with_a_region_goes_nowhere_else() {
        try (QuotaRouter router = router(
                of("chat", "scripted/one", "K1").toBuilder().region("us").build(),
                of("chat", "scripted/two", "K2").toBuilder().region("eu").build(),
                of("chat", "scripted/three", "K3"))) {
            for (int i = 0; i < 10; i++) {
                router.chat(with("chat", RoutingOptions.DEFAULT.withRegion("eu")));
            }

            assertThat(provider.modelsCalled()).containsOnly("two");
            assertThatThrownBy(() -> router.chat(with("chat", RoutingOptions.DEFAULT.withRegion("asia"))))
                    .isInstanceOf(NoSuitableDeploymentException.class)
                    .hasMessageContaining("asia");
        }
    }

    private static RouterConfig tagged(TagFiltering filtering) {
        return RouterConfig.builder()
                .deployment(of("chat", "scripted/free", "K1").toBuilder()
                        .tags("free")
                        .build())
                .deployment(of("chat", "scripted/paid", "K2").toBuilder()
                        .tags("paid", "europe")
                        .build())
                .deployment(of("chat", "scripted/default", "K3").toBuilder()
                        .tags("default")
                        .build())
                .tagFiltering(filtering)
                .build();
    }

    private static ChatRequest tagged(String... tags) {
        return with("chat", RoutingOptions.DEFAULT.withTags(tags));
    }

    private static ChatRequest with(String name, RoutingOptions options) {
        return ChatRequest.builder(name).user("hello").routing(options).build();
    }

    private static ChatRequest soon(String name) {
        return ChatRequest.builder(name)
                .user("hello")
                .deadline(Duration.ofSeconds(5))
                .build();
    }

    private static ModelInfo model(String name) {
        return new ModelInfo(name, "", "", OptionalLong.empty(), OptionalLong.empty(), Set.of(), false);
    }

    private static Deployment of(String group, String model, String key) {
        return Deployment.builder(group, model)
                .apiKey(new ApiKey(key, "secret-of-" + key))
                .build();
    }

    private static Deployment limited(String group, String model, String key, int rpm) {
        return of(group, model, key).toBuilder().rpm(rpm).build();
    }

    private QuotaRouter router(Deployment... deployments) {
        RouterConfigBuilder config = RouterConfig.builder();
        Stream.of(deployments).forEach(config::deployment);
        return router(config.build());
    }

    private QuotaRouter router(RouterConfig config) {
        return Routers.with(provider, time).config(config).build();
    }
}
