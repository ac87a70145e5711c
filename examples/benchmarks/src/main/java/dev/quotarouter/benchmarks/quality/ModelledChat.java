package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Outcome;
import dev.quotarouter.simulation.Rival.Surroundings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One chat by the rules of the model of LiteLLM. Not thread-safe. */
final class ModelledChat {
    private final ChatRequest request;
    private final ModelledGroup group;
    private final LiteLlmModel rules;
    private final Surroundings world;
    private final long promptTokens;
    private final long deadline;
    private final CompletableFuture<ChatResponse> reply = new CompletableFuture<>();
    private int attempts;

    ModelledChat(ChatRequest request, ModelledGroup group, LiteLlmModel rules, Surroundings world) {
        this.request = request;
        this.group = group;
        this.rules = rules;
        this.world = world;
        this.promptTokens = world.provider().estimateInputTokens(request);
        this.deadline =
                world.time().epochMillis() + request.deadline().orElseThrow().toMillis();
    }

    CompletableFuture<ChatResponse> start() {
        attempt();
        return reply;
    }

    private void attempt() {
        long now = world.time().epochMillis();
        Optional<ModelledDeployment> chosen = now < deadline ? group.choose(promptTokens) : Optional.empty();
        if (chosen.isEmpty()) {
            // Nobody waits here, however soon there would be room.
            reply.completeExceptionally(new NobodyLeftException());
            return;
        }
        attempts++;
        ModelledDeployment deployment = chosen.get();
        deployment.called(now);
        ChatCall call = new ChatCall(request, deployment.profile(), Duration.ofMillis(deadline - now));
        CompletableFuture<Outcome> unused = deployment
                .connection()
                .chatAsync(call)
                .whenComplete((outcome, thrown) -> {
                    if (outcome instanceof Outcome.Completed completed) {
                        deployment.answered(
                                completed.response().usage().totalTokens(),
                                world.time().epochMillis());
                        reply.complete(completed.response());
                    } else if (outcome instanceof Outcome.Failed failed) {
                        failed(deployment, failed.failure());
                    } else {
                        reply.completeExceptionally(thrown);
                    }
                });
    }

    private void failed(ModelledDeployment deployment, Failure failure) {
        if (failure.kind() == FailureKind.MINUTE_QUOTA_EXHAUSTED || failure.kind() == FailureKind.DAY_QUOTA_EXHAUSTED) {
            deployment.refused(world.time().epochMillis(), rules.cooldown().toMillis());
        }
        if (attempts <= rules.retries()) {
            attempt();
        } else {
            reply.completeExceptionally(new NobodyLeftException());
        }
    }

    /** There is no deployment left to try. */
    private static final class NobodyLeftException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
