package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.provider.ChunkSource;
import dev.quotarouter.provider.Opening;
import dev.quotarouter.provider.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What an {@link AsyncDriver} asks deployments for: whole replies or open streams.
 *
 * @param <A> what a provider answers
 * @param <T> what the driver is to bring
 */
interface AsyncCalls<A, T> {
    /** {@return the provider's answer to come} */
    CompletableFuture<A> begin(Step.Call step);

    /** Tells the session of the answer; {@return what the driver was to bring, if this is it} */
    Optional<T> take(A answer, RoutingSession session);

    /** Nobody waits any more for what the driver has brought. */
    void discard(T brought, RoutingSession session);

    /** Whole replies. */
    record Chats() implements AsyncCalls<Outcome, ChatResponse> {
        @Override
        public CompletableFuture<Outcome> begin(Step.Call step) {
            return step.slot().connection().chatAsync(step.call());
        }

        @Override
        public Optional<ChatResponse> take(Outcome outcome, RoutingSession session) {
            if (outcome instanceof Outcome.Completed completed) {
                return Optional.of(session.completed(completed.response()));
            }
            session.failed(((Outcome.Failed) outcome).failure());
            return Optional.empty();
        }

        @Override
        public void discard(ChatResponse brought, RoutingSession session) {
            // A reply holds nothing.
        }
    }

    /** Open streams. */
    record Openings() implements AsyncCalls<Opening, ChunkSource> {
        @Override
        public CompletableFuture<Opening> begin(Step.Call step) {
            return step.slot().connection().streamAsync(step.call(), step.streamLimits());
        }

        @Override
        public Optional<ChunkSource> take(Opening opening, RoutingSession session) {
            if (opening instanceof Opening.Opened opened) {
                session.opened();
                return Optional.of(opened.source());
            }
            session.failed(((Opening.Failed) opening).failure());
            return Optional.empty();
        }

        @Override
        public void discard(ChunkSource brought, RoutingSession session) {
            session.left(TokenUsage.UNKNOWN);
            Quietly.close(brought);
        }
    }
}
