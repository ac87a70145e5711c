package dev.quotarouter.cli.batch;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.ContentBlockedException;
import dev.quotarouter.error.ContextWindowExceededException;
import dev.quotarouter.error.DeadlineExceededException;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.QuotaExhaustedException;
import dev.quotarouter.error.RouterException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of a line whose chat failed. */
sealed interface Verdict {
    /**
     * It is asked again in this run, not before the instant.
     *
     * @param counts whether this was one of the times that a line is asked
     */
    record Again(Instant at, boolean counts) implements Verdict {}

    /** It goes to the failures. */
    record GiveUp(LineFailure failure) implements Verdict {}

    /** Nothing: the run is at its end, and the line as if it had not been asked. */
    record Forget() implements Verdict {}

    /** How often a line is asked again after failures that were no fault of its own. */
    int REPEATS = 5;

    /** How long the first of them waits; each next one twice as long: half an hour together. */
    Duration FIRST_PAUSE = Duration.ofMinutes(1);

    /**
     * {@return the verdict}
     *
     * @param failures how often the line has been asked before, failures that count only
     */
    static Verdict on(Throwable thrown, int failures, Instant now) {
        if (thrown instanceof ChatCancelledException) {
            return new Forget();
        }
        if (thrown instanceof QuotaExhaustedException exhausted
                && exhausted.retryAt().isPresent()
                && exhausted.refusals().stream().anyMatch(one -> Room.passesByItself(one.reason(), one.until(), now))) {
            return new Again(exhausted.retryAt().get(), false);
        }
        if (failures < REPEATS && thrown instanceof AttemptsFailedException failed) {
            return repeated(failed, failures, now);
        }
        return new GiveUp(failure(thrown));
    }

    private static Verdict repeated(AttemptsFailedException failed, int failures, Instant now) {
        Set<Cause> causes = failed.attempts().stream()
                .map(Attempt::failure)
                .flatMap(Optional::stream)
                .map(Verdict::cause)
                .collect(Collectors.toSet());
        if (causes.contains(Cause.PERHAPS_THE_LINE)) {
            // What may itself be what breaks a model is not sent to it over and over: each time may cost.
            return new GiveUp(failure(failed));
        }
        Duration pause = causes.contains(Cause.WEATHER) ? FIRST_PAUSE.multipliedBy(1L << failures) : Duration.ZERO;
        return new Again(now.plus(pause), true);
    }

    private static LineFailure failure(Throwable thrown) {
        Optional<Instant> retryAt =
                thrown instanceof QuotaExhaustedException exhausted ? exhausted.retryAt() : Optional.empty();
        List<Attempt> attempts = thrown instanceof RouterException known ? known.attempts() : List.of();
        String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        return new LineFailure(code(thrown), message, mayPass(thrown), retryAt, attempts);
    }

    private static String code(Throwable thrown) {
        if (thrown instanceof InvalidRequestException) {
            return "invalid_request";
        }
        if (thrown instanceof ContextWindowExceededException) {
            return "context_window_exceeded";
        }
        if (thrown instanceof ContentBlockedException) {
            return "content_blocked";
        }
        if (thrown instanceof NoSuitableDeploymentException) {
            return "no_suitable_deployment";
        }
        if (thrown instanceof QuotaExhaustedException) {
            return "quota_exhausted";
        }
        if (thrown instanceof DeadlineExceededException) {
            return "deadline_exceeded";
        }
        return thrown instanceof AttemptsFailedException ? "attempts_failed" : "internal_error";
    }

    private static boolean mayPass(Throwable thrown) {
        if (thrown instanceof NoSuitableDeploymentException unsuitable) {
            // Without a reason per deployment the model is unknown.
            return !unsuitable.refusals().isEmpty() && !unsuitable.isTooMuchAsked();
        }
        return !(thrown instanceof InvalidRequestException
                || thrown instanceof ContextWindowExceededException
                || thrown instanceof ContentBlockedException);
    }

    private static Cause cause(FailureKind kind) {
        return switch (kind) {
            case THROTTLED, OVERLOADED, CONNECTION_FAILED -> Cause.WEATHER;
            case MINUTE_QUOTA_EXHAUSTED, DAY_QUOTA_EXHAUSTED, NO_QUOTA, MODEL_CLOSED, KEY_REJECTED, PROJECT_REJECTED ->
                Cause.KNOWN_BY_NOW;
            case LARGER_THAN_WINDOW,
                    SERVER_ERROR,
                    MODEL_NOT_FOUND,
                    CAPABILITY_MISSING,
                    RESOURCE_NOT_ACCESSIBLE,
                    SIGNATURE_REJECTED,
                    INVALID_REQUEST,
                    CONTEXT_WINDOW_EXCEEDED,
                    CONTENT_BLOCKED,
                    TIMEOUT,
                    MALFORMED_RESPONSE,
                    MALFORMED_TOOL_CALL,
                    CANCELLED -> Cause.PERHAPS_THE_LINE;
        };
    }

    /** What is behind a failed call. */
    enum Cause {
        /** A bad hour of the provider's or of the net: it passes. */
        WEATHER,
        /** Something that the router has learned from it: it goes elsewhere now, or says that it cannot. */
        KNOWN_BY_NOW,
        /** Perhaps the line itself. */
        PERHAPS_THE_LINE
    }
}
