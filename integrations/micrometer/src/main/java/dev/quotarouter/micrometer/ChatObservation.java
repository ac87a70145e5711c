package dev.quotarouter.micrometer;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Locale;
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

    /** Starts the observation of a request, whose model goes by this name. */
    static ChatObservation start(ChatRequest request, String name, ObservationRegistry registry) {
        Observation observation = Observation.createNotStarted("gen_ai.client.operation", registry)
                .contextualName("chat " + name)
                .lowCardinalityKeyValue("gen_ai.operation.name", "chat")
                .lowCardinalityKeyValue("gen_ai.request.model", name);
        request.maxOutputTokens()
                .ifPresent(tokens ->
                        observation.highCardinalityKeyValue("gen_ai.request.max_tokens", Integer.toString(tokens)));
        request.temperature()
                .ifPresent(number ->
                        observation.highCardinalityKeyValue("gen_ai.request.temperature", Double.toString(number)));
        return new ChatObservation(observation.start());
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
            observation.lowCardinalityKeyValue("error.type", thrown.getClass().getSimpleName());
            observation.error(thrown);
        }
        observation.stop();
    }

    private void describe(ChatResponse response) {
        List<String> deployments = response.attempts().stream()
                .map(attempt -> attempt.deployment())
                .toList();
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
            KeyValue.of("quotarouter.attempts", Integer.toString(deployments.size())),
        };
        for (KeyValue fact : facts) {
            if (!fact.getValue().isEmpty()) {
                observation.highCardinalityKeyValue(fact);
            }
        }
        if (!deployments.isEmpty()) {
            response.id().ifPresent(id -> observation.highCardinalityKeyValue("gen_ai.response.id", id));
            observation.lowCardinalityKeyValue("gen_ai.provider.name", provider(response));
            observation.highCardinalityKeyValue("quotarouter.deployment", deployments.get(deployments.size() - 1));
        }
    }

    // The convention's word for Gemini by its own API; any other provider goes by its prefix.
    private static String provider(ChatResponse response) {
        String model = response.attempts().get(response.attempts().size() - 1).model();
        String prefix = model.substring(0, Math.max(0, model.indexOf('/')));
        return prefix.equals("gemini") ? "gcp.gemini" : prefix;
    }
}
