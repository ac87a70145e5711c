package dev.quotarouter.micrometer;

import static dev.quotarouter.fixture.Routers.deployment;
import static dev.quotarouter.fixture.ScriptedProvider.failed;
import static dev.quotarouter.fixture.ScriptedProvider.ok;
import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatPublisher;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.fixture.ManualTime;
import dev.quotarouter.fixture.Routers;
import dev.quotarouter.fixture.ScriptedProvider;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
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

    @Test
    void a_failure_tells_who_was_asked_last() {
        provider.answer((target, call) -> failed(FailureKind.INVALID_REQUEST));
        try (QuotaRouter router = router()) {
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);

            assertThat(registry)
                    .hasSingleObservationThat()
                    .hasLowCardinalityKeyValue("gen_ai.provider.name", "scripted")
                    .hasHighCardinalityKeyValue("quotarouter.deployment", "a")
                    .hasHighCardinalityKeyValue("quotarouter.attempts", "1");
        }
    }

    @Test
    void a_stream_that_is_left_half_way_is_no_success() {
        try (QuotaRouter router = router()) {
            router.stream(HELLO).close();

            assertThat(registry)
                    .hasSingleObservationThat()
                    .hasBeenStopped()
                    .hasLowCardinalityKeyValue("error.type", "ChatCancelledException");
        }
    }

    @Test
    void a_cancelled_future_ends_its_observation() {
        provider.answerLater((target, call) -> new CompletableFuture<>());
        try (QuotaRouter router = router()) {
            router.chatAsync(HELLO).cancel(true);

            assertThat(registry)
                    .hasSingleObservationThat()
                    .hasBeenStopped()
                    .hasLowCardinalityKeyValue("error.type", "CancellationException");
        }
    }

    @Test
    void a_published_stream_is_observed_from_its_subscriber_to_its_end() {
        try (QuotaRouter router = router()) {
            ChatPublisher publisher = router.streamAsync(HELLO);
            assertThat(registry).doesNotHaveAnyObservation();

            publisher.subscribe(new Subscriber(Long.MAX_VALUE));
            assertThat(registry)
                    .hasSingleObservationThat()
                    .hasBeenStopped()
                    .hasLowCardinalityKeyValue("error.type", "none")
                    .hasHighCardinalityKeyValue("quotarouter.deployment", "a");
            Subscriber second = new Subscriber(1);
            publisher.subscribe(second);
            assertThat(registry).hasNumberOfObservationsEqualTo(1);
        }
    }

    @Test
    void a_published_stream_that_is_cancelled_is_no_success() {
        try (QuotaRouter router = router()) {
            Subscriber subscriber = new Subscriber(0);
            router.streamAsync(HELLO).subscribe(subscriber);
            subscriber.subscription.cancel();

            assertThat(registry)
                    .hasSingleObservationThat()
                    .hasBeenStopped()
                    .hasLowCardinalityKeyValue("error.type", "ChatCancelledException");
        }
    }

    @Test
    void a_timer_of_the_observations_has_successes_and_failures_in_prometheus() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(prometheus));
        try (QuotaRouter router = router()) {
            router.chat(HELLO);
            provider.answer((target, call) -> failed(FailureKind.INVALID_REQUEST));
            assertThatThrownBy(() -> router.chat(HELLO)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> router.chat(ChatRequest.of("nobody", "hello")))
                    .isInstanceOf(NoSuitableDeploymentException.class);

            List<String> counts = prometheus
                    .scrape()
                    .lines()
                    .filter(line -> line.startsWith("gen_ai_client_operation_seconds_count"))
                    .toList();
            assertThat(counts).hasSize(3);
            assertThat(counts).anyMatch(line -> line.contains("error_type=\"none\""));
            assertThat(counts).anyMatch(line -> line.contains("error_type=\"InvalidRequestException\""));
            assertThat(counts).anyMatch(line -> line.contains("error_type=\"NoSuitableDeploymentException\""));
        }
    }

    /** Asks for so many chunks, and keeps its subscription. */
    private static final class Subscriber implements Flow.Subscriber<ChatChunk> {
        private final long most;
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        Subscriber(long most) {
            this.most = most;
        }

        @Override
        public void onSubscribe(Flow.Subscription mine) {
            subscription = mine;
            if (most > 0) {
                mine.request(most);
            }
        }

        @Override
        public void onNext(ChatChunk chunk) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    private QuotaRouter router() {
        return new ObservedQuotaRouter(
                Routers.with(provider, time).deployment(deployment("a").build()).build(), registry);
    }
}
