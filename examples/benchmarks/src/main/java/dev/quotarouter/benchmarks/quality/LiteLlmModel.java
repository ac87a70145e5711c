package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.simulation.Rival;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A model of LiteLLM's published rules, not LiteLLM: usage-based routing over a fixed calendar minute of UTC, in which requests are
 * counted when they are called and tokens when they have been answered; a cooldown after every 429, whatever it says; retries at
 * once; no day. Where its code stops a request short of a declared limit, or forgets what it counted, this does not.
 *
 * @param cooldown how long a deployment is left alone after a 429
 * @param retries how many attempts may follow the first
 */
record LiteLlmModel(Duration cooldown, int retries) implements Rival {
    /** As LiteLLM is, unless told otherwise. */
    static final Duration USUAL_COOLDOWN = Duration.ofSeconds(5);

    private static final int USUAL_RETRIES = 2;

    static LiteLlmModel coolingFor(Duration cooldown) {
        return new LiteLlmModel(cooldown, USUAL_RETRIES);
    }

    @Override
    public Function<ChatRequest, CompletableFuture<ChatResponse>> open(Surroundings world) {
        List<ModelledDeployment> deployments = world.config().deployments().stream()
                .filter(deployment -> deployment.modelGroup().equals(world.model()))
                .map(deployment -> ModelledDeployment.of(deployment, world.provider()))
                .toList();
        ModelledGroup group = new ModelledGroup(deployments, world.time(), world.chance());
        return request -> new ModelledChat(request, group, this, world).start();
    }
}
