package dev.quotarouter.event;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that happened in a router. Immutable; no event has a prompt, a reply or a secret in it.
 *
 * <p>A later version may have more kinds: whoever tells them apart leaves those alone that he does not know.
 */
public sealed interface RouterEvent {
    /** {@return when it happened, by the router's clock} */
    Instant at();

    /**
     * A request has to wait: nobody can serve it now, and somebody can in time.
     *
     * @param model the name that was asked for
     * @param priority its priority: lower goes first
     * @param expectedAt when somebody can serve it, as far as is known
     */
    record Queued(Instant at, String model, int priority, Instant expectedAt) implements RouterEvent {}

    /**
     * Room is reserved for a request, and the call is about to be made.
     *
     * @param model the name that was asked for
     * @param deployment who will be called
     * @param inputTokens how many input tokens are reserved
     * @param waited how long the request has waited so far
     */
    record Admitted(Instant at, String model, String deployment, long inputTokens, Duration waited)
            implements RouterEvent {}

    /**
     * A call has ended, well or not.
     *
     * @param model the name that was asked for
     * @param attempt the call
     */
    record Attempted(Instant at, String model, Attempt attempt) implements RouterEvent {
        /** Checks that nothing is null. */
        public Attempted {
            requireNonNull(attempt, "attempt");
        }
    }

    /**
     * What was reserved for a call gave way to what the provider counted.
     *
     * @param deployment who was called
     * @param reserved the input tokens that were reserved
     * @param usage what was counted
     */
    record Settled(Instant at, String deployment, long reserved, TokenUsage usage) implements RouterEvent {}

    /**
     * A request has its reply, to its end.
     *
     * @param model the name that was asked for
     * @param deployment who replied
     * @param streamed whether it was a stream
     * @param times where the time went
     * @param attempts how many calls were made
     * @param usage what the last of them cost
     */
    record Served(
            Instant at,
            String model,
            String deployment,
            boolean streamed,
            RequestTimes times,
            int attempts,
            TokenUsage usage)
            implements RouterEvent {}

    /**
     * A request ended without a reply, or with a part of one. One whose model is unknown never began, and is not told.
     *
     * @param model the name that was asked for
     * @param deployment who was called last; empty if nobody was
     * @param streamed whether it was a stream
     * @param reason the exception's simple name: {@code QuotaExhaustedException}
     * @param times where the time went
     * @param attempts how many calls were made
     */
    record Failed(
            Instant at,
            String model,
            Optional<String> deployment,
            boolean streamed,
            String reason,
            RequestTimes times,
            int attempts)
            implements RouterEvent {}

    /**
     * After failures a deployment, or a model as a whole, rests.
     *
     * @param subject what rests
     * @param until when somebody may try it again
     * @param kind the last of the failures
     */
    record CooledDown(Instant at, Subject subject, Instant until, FailureKind kind) implements RouterEvent {}

    /**
     * What rested serves again.
     *
     * @param subject what rested
     */
    record Recovered(Instant at, Subject subject) implements RouterEvent {}

    /**
     * A quota is used up: the provider said so, or all of a day's requests are spent. A minute that is full by the router's own count is no
     * event.
     *
     * @param pool the pool's id
     * @param deployment through which it was noticed
     * @param span which quota: of the minute or the day
     * @param until when it has room again, as far as is known
     */
    record Exhausted(Instant at, String pool, String deployment, QuotaSpan span, Instant until)
            implements RouterEvent {}

    /**
     * A day's quota that was used up is there again, and was used.
     *
     * @param pool the pool's id
     */
    record Reset(Instant at, String pool) implements RouterEvent {}

    /**
     * A limit is known now that was not, or is another than was thought.
     *
     * @param pool the pool's id
     * @param limit the limit; empty if the one that was thought is not believed any more
     */
    record LimitLearned(Instant at, String pool, QuotaDimension dimension, QuotaSpan span, OptionalLong limit)
            implements RouterEvent {}

    /**
     * Something is out of use: a key or a project until somebody acts, a pool or a deployment until the next daily reset.
     *
     * @param subject what is blocked
     * @param kind the failure that led to it
     * @param message the provider's words, without secrets
     */
    record Blocked(Instant at, Subject subject, FailureKind kind, String message) implements RouterEvent {}

    /**
     * Somebody has lifted a block.
     *
     * @param name what the key or the project is called
     */
    record Unblocked(Instant at, String name) implements RouterEvent {}

    /**
     * Another configuration is in force.
     *
     * @param added the ids of the deployments that are new
     * @param removed the ids of those that are gone
     */
    record Reloaded(Instant at, List<String> added, List<String> removed) implements RouterEvent {
        /** Copies the lists. */
        public Reloaded {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }
}
