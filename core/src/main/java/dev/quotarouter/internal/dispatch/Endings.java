package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.Attempt;
import dev.quotarouter.chat.ChatResponse;
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
import dev.quotarouter.error.StreamBrokenException;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.routing.Refusal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The exceptions a request can end with: which one fits, and what it says. Has no state. */
final class Endings {
    private static final Set<FailureKind> QUOTA = EnumSet.of(
            FailureKind.MINUTE_QUOTA_EXHAUSTED,
            FailureKind.DAY_QUOTA_EXHAUSTED,
            FailureKind.NO_QUOTA,
            FailureKind.LARGER_THAN_WINDOW);

    // The exception holds them all; its message is for people.
    private static final int MOST_NAMED = 16;

    private Endings() {}

    /** A failure that goes back to the caller at once. */
    static RouterException givenUp(FailureKind kind, String message, List<Attempt> attempts) {
        return switch (kind) {
            case CONTENT_BLOCKED -> new ContentBlockedException(message, attempts);
            case CANCELLED -> new ChatCancelledException(message, attempts);
            default -> new InvalidRequestException(message, attempts);
        };
    }

    /** All attempts that the request may make were made. */
    static RouterException attemptsUsedUp(String model, List<Attempt> attempts) {
        Attempt last = attempts.get(attempts.size() - 1);
        if (attempts.stream().allMatch(Endings::isTooLong)) {
            return new ContextWindowExceededException("\"" + model + "\": " + last.message(), attempts);
        }
        return new AttemptsFailedException(
                "\"" + model + "\": " + attempts.size() + " attempts failed, the last one on " + last, attempts);
    }

    /** Attempts are left, but the router as a whole makes no more after failures like this one for now. */
    static RouterException budgetSpent(String model, List<Attempt> attempts) {
        Attempt last = attempts.get(attempts.size() - 1);
        return new AttemptsFailedException(
                "\"" + model + "\": " + attempts.size() + " attempts failed, the last one on " + last
                        + "; no more are made: so many have failed lately that the retry budget is spent",
                attempts);
    }

    /** The caller gave up. */
    static RouterException cancelled(String message, List<Attempt> attempts) {
        return new ChatCancelledException(message, attempts);
    }

    /** A stream broke after its first chunk. */
    static RouterException streamBroken(
            Failure failure, ChatResponse partial, List<Attempt> attempts, Optional<RouterException> whyNotContinued) {
        ChatResponse soFar = partial.toBuilder().attempts(attempts).build();
        if (failure.kind() == FailureKind.CANCELLED) {
            return new ChatCancelledException(failure.message(), attempts);
        }
        return new StreamBrokenException(
                "the stream broke: " + failure, failure.kind(), soFar, attempts, whyNotContinued);
    }

    static RouterException deadlinePassed(String model, List<Attempt> attempts) {
        return new DeadlineExceededException(
                "\"" + model + "\": the deadline passed after " + attempts.size() + " attempts", attempts);
    }

    static RouterException queueFull(String model, long retryAt, List<Refusal> refusals, List<Attempt> attempts) {
        return new QuotaExhaustedException(
                "\"" + model + "\": all deployments are busy, and the queue is full" + reasons(refusals),
                instant(retryAt),
                refusals,
                attempts);
    }

    /** {@return whether no attempt failed for anything but quota} */
    static boolean onlyQuotaFailed(List<Attempt> attempts) {
        return attempts.stream()
                .allMatch(attempt -> attempt.failure().filter(QUOTA::contains).isPresent());
    }

    /** Nobody can serve the request in time. */
    static RouterException nobodyInTime(String model, long retryAt, List<Refusal> refusals, List<Attempt> attempts) {
        if (!onlyQuotaFailed(attempts)) {
            return afterFailures(model, refusals, attempts);
        }
        if (retryAt == QuotaPool.NEVER) {
            return nobodyEver(model, refusals, attempts);
        }
        return new QuotaExhaustedException(
                "\"" + model + "\": no deployment can serve before " + Instant.ofEpochMilli(retryAt)
                        + reasons(refusals),
                instant(retryAt),
                refusals,
                attempts);
    }

    private static RouterException afterFailures(String model, List<Refusal> refusals, List<Attempt> attempts) {
        Attempt last = attempts.get(attempts.size() - 1);
        if (isTooLong(last)) {
            return new ContextWindowExceededException("\"" + model + "\": " + last.message(), attempts);
        }
        return new AttemptsFailedException(
                "\"" + model + "\": " + attempts.size() + " attempts failed, the last one on " + last
                        + "; nobody else can serve" + reasons(refusals),
                attempts);
    }

    private static boolean isTooLong(Attempt attempt) {
        return attempt.failure()
                .filter(kind -> kind == FailureKind.CONTEXT_WINDOW_EXCEEDED)
                .isPresent();
    }

    private static RouterException nobodyEver(String model, List<Refusal> refusals, List<Attempt> attempts) {
        boolean tooLong = refusals.stream().anyMatch(refusal -> refusal.reason() == Availability.CONTEXT_TOO_SMALL);
        boolean onlyTooLong = tooLong
                && refusals.stream()
                        .allMatch(refusal -> refusal.reason() == Availability.CONTEXT_TOO_SMALL
                                || refusal.reason() == Availability.CAPABILITY_MISSING);
        if (onlyTooLong) {
            return new ContextWindowExceededException(
                    "\"" + model + "\": the prompt is too long" + reasons(refusals), attempts);
        }
        return new NoSuitableDeploymentException(
                "\"" + model + "\": no deployment can serve this request" + reasons(refusals), refusals, attempts);
    }

    private static Optional<Instant> instant(long at) {
        return at == QuotaPool.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }

    private static String reasons(List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return "";
        }
        int more = refusals.size() - MOST_NAMED;
        return refusals.stream()
                .limit(MOST_NAMED)
                .map(Refusal::toString)
                .collect(Collectors.joining("; ", " (", more > 0 ? "; and " + more + " more)" : ")"));
    }
}
