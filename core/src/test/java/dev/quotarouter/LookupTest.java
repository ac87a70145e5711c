package dev.quotarouter;

import static dev.quotarouter.fixture.Routers.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.routing.Availability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counting tokens and listing models: what is asked beside chats, at no cost. */
@Timeout(60)
class LookupTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "hello");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final Map<String, Lookup<Long>> counts = new HashMap<>();
    private final Map<String, Lookup<List<ModelInfo>>> lists = new HashMap<>();
    private final ScriptedProvider provider = new ScriptedProvider()
            .counts((target, call) -> CompletableFuture.completedFuture(counts.get(target.model())))
            .lists(target -> CompletableFuture.completedFuture(lists.get(target.model())));

    @Test
    void the_first_deployment_that_answers_counts_and_no_quota_is_touched() {
        counts.put("a", failed(FailureKind.OVERLOADED));
        counts.put("b", new Lookup.Found<>(17L));
        try (QuotaRouter router = router("a", "b")) {
            assertThat(router.countTokens(HELLO)).isEqualTo(17);
            assertThat(router.status().pools())
                    .flatExtracting(PoolStatus::windows)
                    .allMatch(window -> window.used() == 0 && window.reserved() == 0);
            assertThat(router.status().deployments())
                    .extracting(DeploymentStatus::availability)
                    .containsOnly(Availability.AVAILABLE);
        }
    }

    @Test
    void only_a_model_that_could_answer_counts() {
        counts.put("b", new Lookup.Found<>(17L));
        try (QuotaRouter router = router("plain", "b")) {
            ChatRequest withTool =
                    HELLO.toBuilder().tool(Tool.function("f", "does it")).build();
            assertThat(router.countTokens(withTool)).isEqualTo(17);
        }
        try (QuotaRouter router = router("plain")) {
            ChatRequest withTool =
                    HELLO.toBuilder().tool(Tool.function("f", "does it")).build();
            assertThatThrownBy(() -> router.countTokens(withTool)).isInstanceOf(NoSuitableDeploymentException.class);
        }
    }

    @Test
    void a_request_that_is_wrong_is_so_for_everybody() {
        counts.put("a", failed(FailureKind.INVALID_REQUEST));
        counts.put("b", new Lookup.Found<>(17L));
        try (QuotaRouter router = router("a", "b")) {
            assertThatThrownBy(() -> router.countTokens(HELLO)).isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void nobody_who_answers_is_an_exception_that_says_why() {
        counts.put("a", failed(FailureKind.OVERLOADED));
        lists.put("a", failed(FailureKind.KEY_REJECTED));
        try (QuotaRouter router = router("a")) {
            assertThatThrownBy(() -> router.countTokens(HELLO))
                    .isInstanceOf(AttemptsFailedException.class)
                    .hasMessageContaining("OVERLOADED");
            assertThatThrownBy(() -> router.models("scripted"))
                    .isInstanceOf(AttemptsFailedException.class)
                    .hasMessageContaining("KEY_REJECTED");
            assertThatThrownBy(() -> router.models("nobody")).isInstanceOf(NoSuitableDeploymentException.class);
        }
    }

    @Test
    void the_models_of_all_keys_are_one_list_and_a_key_that_fails_hides_none_of_the_others() {
        lists.put("a", new Lookup.Found<>(List.of(model("one"), model("two"))));
        lists.put("b", new Lookup.Found<>(List.of(model("two"), model("three"))));
        lists.put("c", failed(FailureKind.KEY_REJECTED));
        try (QuotaRouter router = router("a", "b", "c")) {
            assertThat(router.models("scripted")).extracting(ModelInfo::name).containsExactly("one", "two", "three");
        }
    }

    @Test
    void an_interrupted_thread_waits_for_nobody_and_stays_interrupted() {
        provider.counts((target, call) -> new CompletableFuture<>());
        try (QuotaRouter router = router("a")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> router.countTokens(HELLO)).isInstanceOf(ChatCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static <T> Lookup<T> failed(FailureKind kind) {
        return new Lookup.Failed<>(Failure.of(kind, "as scripted"));
    }

    private static ModelInfo model(String name) {
        return new ModelInfo(name, name, "", OptionalLong.empty(), OptionalLong.empty(), Set.of(), false);
    }

    private QuotaRouter router(String... models) {
        QuotaRouterBuilder builder = Routers.with(provider, time);
        for (String model : models) {
            builder.deployment(deployment(model).build());
        }
        return builder.build();
    }
}
