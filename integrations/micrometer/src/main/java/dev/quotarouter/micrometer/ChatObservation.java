package dev.quotarouter.micrometer;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.error.RouterException;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The observation of one chat, with the attributes that OpenTelemetry has for generative AI. No prompt and no reply is in it. Ends
 * once, whoever ends it first. Thread-safe.
 */
final class ChatObservation {
    private final Observation observation;
    private final AtomicBoolean ended = new AtomicBoolean();

    private ChatObservation(Observation observation) {
        this.observation = observation;
    }

    /** Prepares the observation of a request, whose model goes by this name; what is current on this thread is its parent. */
    static ChatObservation of(ChatRequest request, String name, ObservationRegistry registry) {
        // The same names whatever comes of it, for a timer is made of them.
        Observation observation = Observation.createNotStarted("gen_ai.client.operation", registry)
                .contextualName("chat " + name)
                .lowCardinalityKeyValue("gen_ai.operation.name", "chat")
                .lowCardinalityKeyValue("gen_ai.request.model", name)
                .lowCardinalityKeyValue("gen_ai.provider.name", ProviderNames.NONE)
                .lowCardinalityKeyValue("error.type", KeyValue.NONE_VALUE);
        observation.parentObservation(registry.getCurrentObservation());
        request.maxOutputTokens()
                .ifPresent(tokens ->
                        observation.highCardinalityKeyValue("gen_ai.request.max_tokens", Integer.toString(tokens)));
        request.temperature()
                .ifPresent(number ->
                        observation.highCardinalityKeyValue("gen_ai.request.temperature", Double.toString(number)));
        return new ChatObservation(observation);
    }

    ChatObservation start() {
        observation.start();
        return this;
    }

    /** {@return what the work gives} Meanwhile this is the thread's current observation; what is thrown ends it. */
    <T> T during(Supplier<T> work) {
        try {
            return observation.scoped(work);
        } catch (RuntimeException | Error e) {
            ended(null, e);
            throw e;
        }
    }

    void ended(@Nullable ChatResponse response, @Nullable Throwable thrown) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (response != null) {
            describe(response);
        }
        if (thrown != null) {
            failed(thrown);
        }
        observation.stop();
    }

    private void failed(Throwable thrown) {
        Throwable cause = thrown.getCause();
        Throwable failure = thrown instanceof CompletionException && cause != null ? cause : thrown;
        if (failure instanceof RouterException known) {
            describe(known.attempts());
        }
        observation.lowCardinalityKeyValue("error.type", failure.getClass().getSimpleName());
        observation.error(failure);
    }

    private void describe(ChatResponse response) {
        KeyValue[] facts = {
            KeyValue.of("gen_ai.response.model", response.model()),
            KeyValue.of(
                    "gen_ai.response.finish_reasons",
                    response.finishReason().name().toLowerCase(Locale.ROOT)),
            KeyValue.of(
                    "gen_ai.usage.input_tokens", Long.toString(response.usage().inputTokens())),
            KeyValue.of(
                    "gen_ai.usage.output_tokens",
                    Long.toString(
                            response.usage().outputTokens() + response.usage().thoughtTokens())),
        };
        for (KeyValue fact : facts) {
            if (!fact.getValue().isEmpty()) {
                observation.highCardinalityKeyValue(fact);
            }
        }
        response.id().ifPresent(id -> observation.highCardinalityKeyValue("gen_ai.response.id", id));
        describe(response.attempts());
    }

    private void describe(List<Attempt> attempts) {
        observation.highCardinalityKeyValue("quotarouter.attempts", Integer.toString(attempts.size()));
        if (!attempts.isEmpty()) {
            Attempt last = attempts.get(attempts.size() - 1);
            observation.lowCardinalityKeyValue("gen_ai.provider.name", ProviderNames.of(last.model()));
            observation.highCardinalityKeyValue("quotarouter.deployment", last.deployment());
        }
    }
}
