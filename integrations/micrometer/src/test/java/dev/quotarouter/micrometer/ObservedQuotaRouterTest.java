package dev.quotarouter.micrometer;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ObservedQuotaRouterTest {
    private static final ChatRequest HELLO = ChatRequest.of("chat", "a secret prompt");

    private final ManualTime time = ManualTime.at("2026-07-01T19:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final TestObservationRegistry registry = TestObservationRegistry.create();

    @Test
    void a_chat_is_an_observation_with_the_conventions_attributes() {
        provider.answer((target, call) -> ok(70));
        try (QuotaRouter router = router()) {
            router.chat(HELLO);

            assertThat(registry)
                    .hasNumberOfObservationsEqualTo(1)
                    .hasObservationWithNameEqualTo("gen_ai.client.operation")
                    .that()
                    .hasBeenStarted()
                    .hasBeenStopped()
                    .hasContextualNameEqualTo("chat chat")
                    .hasLowCardinalityKeyValue("gen_ai.operation.name", "chat")
                    .hasLowCardinalityKeyValue("gen_ai.request.model", "chat")
                    .hasLowCardinalityKeyValue("gen_ai.provider.name", "scripted")
                    .hasHighCardinalityKeyValue("gen_ai.usage.input_tokens", "70")
                    .hasHighCardinalityKeyValue("quotarouter.deployment", "a")
                    .hasHighCardinalityKeyValue("quotarouter.attempts", "1");
        }
    }

    @Test
    void names_that_nobody_knows_do_not_fill_the_registry() {
        try (QuotaRouter router = router()) {
            for (int i = 0; i < 1_001; i++) {
                ChatRequest unknown = ChatRequest.of("made-up-" + i, "hello");
                assertThatThrownBy(() -> router.chat(unknown)).isInstanceOf(NoSuitableDeploymentException.class);
            }

            assertThat(registry).hasAnObservationWithAKeyValue("gen_ai.request.model", "made-up-999");
            assertThat(registry).hasAnObservationWithAKeyValue("gen_ai.request.model", "_OTHER");
            assertThat(registry).doesNotHaveAnyRemainingCurrentObservation();
        }
    }

    @Test
    void a_failure_is_told_by_its_type() {
        provider.answer((target, call) -> failed(FailureKind.INVALID_REQUEST));
        try (QuotaRouter router = router()) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> router.chatAsync(HELLO).join()).isInstanceOf(RuntimeException.class);

            assertThat(registry)
                    .hasNumberOfObservationsEqualTo(2)
                    .hasObservationWithNameEqualTo("gen_ai.client.operation")
                    .that()
                    .hasBeenStopped()
                    .hasError()
                    .hasLowCardinalityKeyValue("error.type", "InvalidRequestException");
        }
    }

    @Test
    void the_observation_of_a_stream_lasts_until_it_is_read_or_closed() {
        try (QuotaRouter router = router()) {
            try (ChatStream stream = router.stream(HELLO)) {
                assertThat(registry)
                        .hasObservationWithNameEqualTo("gen_ai.client.operation")
                        .that()
                        .isNotStopped();
                stream.forEach(chunk -> {});
                assertThat(registry)
                        .hasObservationWithNameEqualTo("gen_ai.client.operation")
                        .that()
                        .hasBeenStopped()
                        .hasHighCardinalityKeyValue("quotarouter.deployment", "a");
            }
            router.stream(HELLO).close();

            assertThat(registry).hasNumberOfObservationsEqualTo(2).doesNotHaveAnyRemainingCurrentObservation();
        }
    }

    private QuotaRouter router() {
        return new ObservedQuotaRouter(
                Routers.with(provider, time).deployment(deployment("a").build()).build(), registry);
    }
}
